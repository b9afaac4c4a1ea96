package dev.keywright.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Optional;

/** The kinds that one annotation on their pod template restarts. */
public enum WorkloadKind {
  Deployment(Deployment.class, "deployments"),
  StatefulSet(StatefulSet.class, "statefulsets"),
  DaemonSet(DaemonSet.class, "daemonsets");

  private final Class<? extends HasMetadata> type;
  private final String resource;

  WorkloadKind(Class<? extends HasMetadata> type, String resource) {
    this.type = type;
    this.resource = resource;
  }

  /** The class of its API objects. */
  public Class<? extends HasMetadata> type() {
    return type;
  }

  /** Its name in URLs and role rules, in the API group {@code apps}. */
  public String resource() {
    return resource;
  }

  /** The kind whose name is {@code name}. */
  static Optional<WorkloadKind> named(String name) {
    for (WorkloadKind kind : values()) {
      if (kind.name().equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** An object of this kind with nothing but the metadata that identifies one state of it. */
  public HasMetadata bare(String namespace, String name, String resourceVersion) {
    HasMetadata bare =
        switch (this) {
          case Deployment -> new Deployment();
          case StatefulSet -> new StatefulSet();
          case DaemonSet -> new DaemonSet();
        };
    bare.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(name)
            .withResourceVersion(resourceVersion)
            .build());
    return bare;
  }
}
