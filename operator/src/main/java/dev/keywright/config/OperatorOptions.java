package dev.keywright.config;

import dev.keywright.core.Durations;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The same settings as command line flags and environment variables; a flag wins over its variable.
 */
public final class OperatorOptions {
  @Option(
      names = "--operator-namespace",
      defaultValue = "${env:KEYWRIGHT_OPERATOR_NAMESPACE:-keywright}",
      description =
          "Namespace of the Lease, the fingerprint key and the audit head. Default: keywright.")
  private String operatorNamespace = "keywright";

  @Option(
      names = "--watch-namespaces",
      split = ",",
      defaultValue = "${env:KEYWRIGHT_WATCH_NAMESPACES:-}",
      description = "Namespaces to serve, separated by commas. Default: all.")
  private List<String> watchNamespaces = List.of();

  @Option(
      names = "--class",
      defaultValue = "${env:KEYWRIGHT_CLASS:-}",
      description = "Class of policies and stores to serve. Default: the empty class.")
  private String installationClass = "";

  @Option(
      names = "--identity",
      defaultValue = "${env:KEYWRIGHT_POD_UID:-}",
      description = "Name in the leader election, unique per process. Default: a random one.")
  private String identity = "";

  @Option(
      names = "--leader-election",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Take part in leader election. Default: yes.")
  private boolean leaderElection = true;

  @Option(
      names = "--lease-duration",
      defaultValue = "15s",
      description = "How long a silent leader is believed. Default: 15s.")
  private String leaseDuration = "15s";

  @Option(
      names = "--http-port",
      defaultValue = "${env:KEYWRIGHT_HTTP_PORT:-8080}",
      description = "Port of /metrics, /livez and /readyz; 0 for any free one. Default: 8080.")
  private int httpPort = 8080;

  @Option(
      names = "--reconcile-threads",
      defaultValue = "16",
      description = "Objects worked on at once. Default: 16.")
  private int reconcileThreads = 16;

  @Option(
      names = "--consumers",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Watch and restart workloads. Default: yes.")
  private boolean consumers = true;

  @Option(
      names = "--kubelet-sync-bound",
      defaultValue = "2m",
      description = "How long a kubelet may take to refresh a mounted Secret. Default: 2m.")
  private String kubeletSyncBound = "2m";

  @Mixin private AuditOptions audit = new AuditOptions();

  /**
   * The settings.
   *
   * @throws IllegalArgumentException with a sentence for people when a duration is malformed
   */
  public OperatorSettings settings() {
    var namespaces = new LinkedHashSet<>(watchNamespaces);
    namespaces.removeIf(String::isBlank);
    return new OperatorSettings(
        operatorNamespace,
        namespaces,
        installationClass,
        identity.isBlank() ? UUID.randomUUID().toString() : identity,
        leaderElection,
        duration("--lease-duration", leaseDuration),
        httpPort,
        reconcileThreads,
        consumers,
        duration("--kubelet-sync-bound", kubeletSyncBound),
        audit.settings());
  }

  private static Duration duration(String flag, String text) {
    return Durations.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    flag + " " + text + " is not a duration: write for example 15s or 2m."));
  }
}
