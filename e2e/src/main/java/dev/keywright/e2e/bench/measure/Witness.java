package dev.keywright.e2e.bench.measure;

import dev.keywright.e2e.bench.report.Counts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What the operator did since this was made, by the logs of those it asked. For one thread. */
public final class Witness implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Subject subject;
  private final GrowingFile apiLog;
  private final GrowingFile vaultLog;
  private final List<ApiCall> calls = new ArrayList<>();
  private final List<VaultCall> asked = new ArrayList<>();

  /**
   * Whom to watch, and where it is written down.
   *
   * @param operator user name of the operator
   * @param accounts what the user names of the operator and of everybody else who matters begin
   *     with
   * @param vaultPrefix what the paths in the mount {@code secret/} begin with
   * @param loginPath where only this operator logs in
   * @param apiAudit audit log of the API server
   * @param vaultAudit audit log of Vault
   */
  public record Subject(
      String operator,
      String accounts,
      String vaultPrefix,
      String loginPath,
      Path apiAudit,
      Path vaultAudit) {}

  /** Begins now. */
  public Witness(Subject subject) {
    this.subject = subject;
    this.apiLog = new GrowingFile(subject.apiAudit());
    this.vaultLog = new GrowingFile(subject.vaultAudit());
  }

  /** Every call of all accounts so far, in the order in which they ended. */
  public List<ApiCall> calls() {
    String mark = "\"username\":\"" + subject.accounts();
    apiLog.poll(line -> line.contains(mark)).forEach(line -> calls.add(ApiCall.of(line)));
    return List.copyOf(calls);
  }

  /** The calls of the operator so far. */
  public List<ApiCall> callsOfOperator() {
    return calls().stream().filter(call -> call.user().equals(subject.operator())).toList();
  }

  /** How often the operator has successfully done {@code verb} to {@code resource} so far. */
  public int done(String verb, String resource) {
    return (int) callsOfOperator().stream().filter(call -> call.did(verb, resource)).count();
  }

  /**
   * Waits until the calls of the operator are as {@code wanted}.
   *
   * @param what for the message when they are not in time
   */
  public void await(String what, Duration patience, Predicate<List<ApiCall>> wanted) {
    Awaitility.await(what)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .atMost(patience)
        .until(() -> wanted.test(callsOfOperator()));
  }

  /** What the operator asked for so far. */
  public Counts counts() {
    String mark = "\"type\":\"request\"";
    vaultLog.poll(line -> line.contains(mark)).forEach(line -> asked.add(VaultCall.of(line)));
    List<ApiCall> own = callsOfOperator();
    return new Counts(
        vault(call -> call.reads("secret/data/" + subject.vaultPrefix())),
        vault(call -> call.reads("secret/metadata/" + subject.vaultPrefix())),
        vault(call -> call.path().equals(subject.loginPath())),
        count(own, ApiCall::isWrite),
        count(own, ApiCall::isRead),
        count(own, ApiCall::isList));
  }

  @Override
  public void close() {
    apiLog.close();
    vaultLog.close();
  }

  private int vault(Predicate<VaultCall> which) {
    return (int) asked.stream().filter(which).count();
  }

  private static int count(List<ApiCall> calls, Predicate<ApiCall> which) {
    return (int) calls.stream().filter(which).count();
  }
}
