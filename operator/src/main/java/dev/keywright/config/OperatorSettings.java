package dev.keywright.config;

import java.time.Duration;
import java.util.Set;

/**
 * Settings of one operator process.
 *
 * @param operatorNamespace where the operator keeps its Lease, fingerprint key and audit head
 * @param watchNamespaces namespaces to serve; empty for all
 * @param installationClass the class of policies and stores to serve
 * @param identity who we are in the leader election; unique per process
 * @param leaderElection whether to take part in leader election
 * @param leaseDuration how long a leader is believed without a sign of life
 * @param httpPort port of metrics and health endpoints on all interfaces; 0 for any free one
 * @param reconcileThreads how many objects are worked on at once
 * @param consumersEnabled whether workloads are watched and restarted at all
 * @param kubeletSyncBound how long a kubelet may take to refresh a mounted Secret
 * @param audit where the audit trail is kept
 */
public record OperatorSettings(
    String operatorNamespace,
    Set<String> watchNamespaces,
    String installationClass,
    String identity,
    boolean leaderElection,
    Duration leaseDuration,
    int httpPort,
    int reconcileThreads,
    boolean consumersEnabled,
    Duration kubeletSyncBound,
    AuditSinkSettings audit) {
  public OperatorSettings {
    watchNamespaces = Set.copyOf(watchNamespaces);
  }
}
