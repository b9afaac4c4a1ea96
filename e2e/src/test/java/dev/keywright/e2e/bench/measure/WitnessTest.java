package dev.keywright.e2e.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.bench.report.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WitnessTest {
  private static final String OPERATOR = "system:serviceaccount:b1:keywright";

  @TempDir private Path folder;
  private Path api;
  private Path vault;
  private Witness.Subject subject;

  @BeforeEach
  void logs() throws IOException {
    api = Files.createFile(folder.resolve("api.jsonl"));
    vault = Files.createFile(folder.resolve("vault.jsonl"));
    subject =
        new Witness.Subject(
            OPERATOR, "system:serviceaccount:b1:", "b1/", "auth/b1/login", api, vault);
  }

  @Test
  @DisplayName(
      "writes, reads and lists of the operator alone are counted; its Lease and questions are not")
  void counts() throws IOException {
    try (Witness witness = new Witness(subject)) {
      call(OPERATOR, "create", "secrets", "", 201);
      call(OPERATOR, "update", "secretpolicies", "status", 200);
      call(OPERATOR, "update", "secretpolicies", "status", 409);
      call(OPERATOR, "update", "leases", "", 200);
      call(OPERATOR, "create", "serviceaccounts", "token", 201);
      call(OPERATOR, "get", "secrets", "", 200);
      call(OPERATOR, "get", "leases", "", 200);
      call(OPERATOR, "list", "secretpolicies", "", 200);
      call(OPERATOR, "watch", "secretpolicies", "", 200);
      call("system:serviceaccount:b1:loader", "create", "secrets", "", 201);
      call("system:serviceaccount:b12:keywright", "create", "secrets", "", 201);
      asked("request", "read", "secret/data/b1/space/p1");
      asked("response", "read", "secret/data/b1/space/p1");
      asked("request", "update", "secret/data/b1/space/p1");
      asked("request", "read", "secret/data/b12/space/p1");
      asked("request", "read", "secret/metadata/b1/space/p1");
      asked("request", "read", "secret/metadata/b1/space/p2");
      asked("request", "update", "auth/b1/login");
      assertThat(witness.counts()).isEqualTo(new Counts(1, 2, 1, 3, 1, 1));
      assertThat(witness.done("update", "secretpolicies/status")).isEqualTo(1);
      assertThat(witness.calls()).hasSize(10);
    }
  }

  @Test
  @DisplayName("what happened before does not count")
  void fromNowOn() throws IOException {
    call(OPERATOR, "create", "secrets", "", 201);
    asked("request", "read", "secret/data/b1/space/p1");
    try (Witness witness = new Witness(subject)) {
      assertThat(witness.counts()).isEqualTo(Counts.NONE);
    }
  }

  @Test
  @DisplayName("a call has its object and its times to the microsecond")
  void calls() throws IOException {
    try (Witness witness = new Witness(subject)) {
      call(OPERATOR, "update", "secretpolicies", "status", 200);
      assertThat(witness.callsOfOperator())
          .containsExactly(
              new ApiCall(
                  OPERATOR,
                  "update",
                  "secretpolicies/status",
                  "b1-space",
                  "p1",
                  200,
                  Instant.parse("2026-11-25T01:23:47.548735Z"),
                  Instant.parse("2026-11-25T01:23:47.550524Z")));
    }
  }

  @Test
  @DisplayName("memory and processor time of this very process are plausible")
  void processUse() {
    ProcessUse use = new ProcessUse(ProcessHandle.current().pid());
    assertThat(use.rssMiB()).isBetween(10.0, 64_000.0);
    double before = use.cpuSeconds();
    long sum = 0;
    while (use.cpuSeconds() < before + 0.05) {
      sum += System.nanoTime();
    }
    assertThat(sum).isNotZero();
    assertThat(use.cpuSeconds() - before).isLessThan(5);
  }

  private void call(String user, String verb, String resource, String sub, int code)
      throws IOException {
    Files.writeString(
        api,
        """
        {"kind":"Event","stage":"ResponseComplete","verb":"%s","user":{"username":"%s"},"objectRef":{"resource":"%s","namespace":"b1-space","name":"p1","subresource":"%s"},"responseStatus":{"metadata":{},"code":%d},"requestReceivedTimestamp":"2026-11-25T01:23:47.548735Z","stageTimestamp":"2026-11-25T01:23:47.550524Z"}
        """
            .formatted(verb, user, resource, sub, code),
        StandardOpenOption.APPEND);
  }

  private void asked(String type, String operation, String path) throws IOException {
    Files.writeString(
        vault,
        """
        {"time":"2026-11-25T01:23:47.548735Z","type":"%s","auth":{"policies":["b1"]},"request":{"operation":"%s","path":"%s"}}
        """
            .formatted(type, operation, path),
        StandardOpenOption.APPEND);
  }
}
