package dev.keywright.kube;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Lease of the leader election, seen from a process that gives it up. */
public final class LeaderLease {
  /** Name of the Lease of the default class. */
  public static final String NAME = "keywright-leader";

  private static final Logger LOG = LoggerFactory.getLogger(LeaderLease.class);

  private final KubernetesClient client;
  private final String namespace;
  private final String identity;

  public LeaderLease(KubernetesClient client, String namespace, String identity) {
    this.client = client;
    this.namespace = namespace;
    this.identity = identity;
  }

  /**
   * Empties the Lease if we hold it, so that a standby takes over at once instead of after the
   * lease duration. Names the resourceVersion: somebody else's hold is never taken away. Best
   * effort; never throws.
   */
  public void release() {
    try {
      Lease lease = client.leases().inNamespace(namespace).withName(NAME).get();
      if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
        lease.getSpec().setHolderIdentity("");
        client.resource(lease).update();
      }
    } catch (KubernetesClientException e) {
      LOG.atDebug()
          .addKeyValue("code", e.getCode())
          .log("The lease could not be released; it runs out by itself");
    }
  }
}
