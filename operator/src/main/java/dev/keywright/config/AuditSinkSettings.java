package dev.keywright.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where the audit trail is kept, beside the log of the process.
 *
 * @param files files on volumes of the pod
 * @param http a receiver of CloudEvents
 * @param s3 a bucket
 * @param terms what is required of the sinks
 * @param requesters how sure it is who asks for a rotation
 */
public record AuditSinkSettings(
    Files files, Optional<Http> http, Optional<S3> s3, Terms terms, Requesters requesters) {
  /** What happens to rotations while a required sink fails. */
  public enum OnFailure {
    /** No run begins; runs past Applied go on. */
    FailClosed,
    /** Nothing; records wait. */
    FailOpen
  }

  /**
   * Files.
   *
   * @param records takes every record
   * @param checkpoints takes every checkpoint
   * @param spool folder for what far sinks do not take at once, and for what they never will
   */
  public record Files(Optional<Path> records, Optional<Path> checkpoints, Optional<Path> spool) {}

  /** A receiver of CloudEvents, and the file with its bearer token. */
  public record Http(URI address, Optional<Path> tokenFile) {
    public Http {
      boolean isHttp = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (!isHttp || address.getHost() == null || address.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "--audit-http is an http or https address without user and password.");
      }
    }
  }

  /** A bucket with object lock. */
  public record S3(String bucket, String prefix, String region, Optional<URI> endpoint, Lock lock) {
    public S3 {
      prefix = prefix.replaceAll("^/+|/+$", "");
    }
  }

  /** How objects are locked. */
  public record Lock(Duration retention, boolean isGovernance) {}

  /**
   * What is required.
   *
   * @param required names of sinks that every record must reach
   * @param onFailure as asked; empty for what follows from {@code required}
   * @param timeout how long a sink may take before it counts as failed
   */
  public record Terms(Set<String> required, Optional<OnFailure> onFailure, Duration timeout) {
    public Terms {
      required = Set.copyOf(required);
    }
  }

  /**
   * How sure it is who asks.
   *
   * @param areProven whether the API server lets nobody name another
   * @param gitopsAccounts accounts that apply what others wrote
   */
  public record Requesters(boolean areProven, Set<String> gitopsAccounts) {}

  public AuditSinkSettings {
    Set<String> unknown = new HashSet<>(terms.required());
    unknown.remove("stdout");
    files.records().ifPresent(file -> unknown.remove("file"));
    http.ifPresent(receiver -> unknown.remove("http"));
    s3.ifPresent(bucket -> unknown.remove("s3"));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "--audit-required names a sink that is not set up: " + String.join(", ", unknown) + ".");
    }
  }

  /** Whether no rotation begins while a required sink fails. */
  public boolean isFailClosed() {
    boolean byDefault = !terms.required().isEmpty();
    return terms.onFailure().map(asked -> asked == OnFailure.FailClosed).orElse(byDefault);
  }
}
