package dev.keywright.config;

import dev.keywright.core.Durations;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the audit trail is kept, as command line flags and environment variables. */
public final class AuditOptions {
  @Option(
      names = "--audit-file",
      defaultValue = "${env:KEYWRIGHT_AUDIT_FILE:-" + Option.NULL_VALUE + "}",
      description = "File to append audit records to, beside the log.")
  private @Nullable Path file;

  @Option(
      names = "--audit-checkpoints",
      defaultValue = "${env:KEYWRIGHT_AUDIT_CHECKPOINTS:-" + Option.NULL_VALUE + "}",
      description = "File to append signed checkpoints to.")
  private @Nullable Path checkpoints;

  @Option(
      names = "--audit-http",
      defaultValue = "${env:KEYWRIGHT_AUDIT_HTTP:-" + Option.NULL_VALUE + "}",
      description = "Address that takes audit records and checkpoints as CloudEvents.")
  private @Nullable URI http;

  @Option(
      names = "--audit-http-token-file",
      description = "File with a bearer token for --audit-http; read anew for each request.")
  private @Nullable Path httpToken;

  @Option(
      names = "--audit-s3-bucket",
      defaultValue = "${env:KEYWRIGHT_AUDIT_S3_BUCKET:-" + Option.NULL_VALUE + "}",
      description = "S3 bucket with object lock that takes audit records and checkpoints.")
  private @Nullable String bucket;

  @Option(
      names = "--audit-s3-prefix",
      defaultValue = "",
      description = "In front of the names of objects. Default: none.")
  private String prefix = "";

  @Option(
      names = "--audit-s3-region",
      defaultValue = "${env:AWS_REGION:-us-east-1}",
      description = "Region of the bucket. Default: the environment's.")
  private String region = "us-east-1";

  @Option(names = "--audit-s3-endpoint", description = "Address of an S3 that is not Amazon's.")
  private @Nullable URI endpoint;

  @Option(
      names = "--audit-s3-retention",
      defaultValue = "400d",
      description = "How long objects are locked. Default: 400d.")
  private String retention = "400d";

  @Option(
      names = "--audit-s3-governance",
      description = "Lock in mode GOVERNANCE, which a privileged account may lift.")
  private boolean governance;

  @Option(
      names = "--audit-spool",
      defaultValue = "${env:KEYWRIGHT_AUDIT_SPOOL:-" + Option.NULL_VALUE + "}",
      description = "Folder for records that http and s3 do not take at once.")
  private @Nullable Path spool;

  @Option(
      names = "--audit-required",
      split = ",",
      description = "Sinks that every record must reach: stdout, file, http, s3. Default: none.")
  private List<String> required = List.of();

  @Option(
      names = "--audit-on-failure",
      description =
          "FailClosed: no rotation begins while a required sink fails. FailOpen: they do."
              + " Default: FailClosed when a sink is required.")
  private AuditSinkSettings.@Nullable OnFailure onFailure;

  @Option(
      names = "--audit-sink-timeout",
      defaultValue = "5s",
      description = "How long a sink may take before it counts as failed. Default: 5s.")
  private String timeout = "5s";

  @Option(
      names = "--proven-requesters",
      description =
          "The API server's admission policies prove who asks for a rotation; the chart sets this"
              + " with them.")
  private boolean provenRequesters;

  @Option(
      names = "--gitops-accounts",
      split = ",",
      description = "Accounts whose requests the admission policies do not stamp. Default: none.")
  private List<String> gitopsAccounts = List.of();

  /**
   * The settings.
   *
   * @throws IllegalArgumentException with a sentence for people when something is malformed
   */
  AuditSinkSettings settings() {
    var requiredNames = new LinkedHashSet<>(required);
    requiredNames.removeIf(String::isBlank);
    return new AuditSinkSettings(
        new AuditSinkSettings.Files(
            Optional.ofNullable(file),
            Optional.ofNullable(checkpoints),
            Optional.ofNullable(spool)),
        Optional.ofNullable(http)
            .map(address -> new AuditSinkSettings.Http(address, Optional.ofNullable(httpToken))),
        Optional.ofNullable(bucket).map(this::s3),
        new AuditSinkSettings.Terms(
            requiredNames,
            Optional.ofNullable(onFailure),
            duration("--audit-sink-timeout", timeout)),
        new AuditSinkSettings.Requesters(provenRequesters, Set.copyOf(gitopsAccounts)));
  }

  private AuditSinkSettings.S3 s3(String name) {
    return new AuditSinkSettings.S3(
        name,
        prefix,
        region,
        Optional.ofNullable(endpoint),
        new AuditSinkSettings.Lock(duration("--audit-s3-retention", retention), governance));
  }

  private static Duration duration(String flag, String text) {
    return Durations.parse(text)
        .filter(Duration::isPositive)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    flag + " " + text + " is not a duration: write for example 5s or 400d."));
  }
}
