package dev.keywright.e2e.demo.ground;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.start.ClusterBootstrap;
import dev.keywright.e2e.operator.ChartRights;
import dev.keywright.kube.LeaderLease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The demo in a cluster that belongs to somebody else: what it puts there, and takes away again. It
 * stays in its own two namespaces; beside them it makes the chart's ClusterRole and its binding,
 * and the CRDs that are not there yet.
 */
public final class ClusterGuest {
  private static final String LABEL = "app.kubernetes.io/managed-by";
  private static final String LABEL_VALUE = "keywright-demo";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A demo that was killed has given no sign of life for so long. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final KubernetesClient admin;
  private final Cast cast;
  private final InstantSource clock;

  /**
   * @param admin a client that may make namespaces, roles and CRDs
   */
  public ClusterGuest(KubernetesClient admin, Cast cast, InstantSource clock) {
    this.admin = admin;
    this.cast = cast;
    this.clock = clock;
  }

  /**
   * Makes the namespaces. Those that a demo left behind that was killed are removed first.
   *
   * @throws LauncherFailure when one of that name belongs to somebody else, or to a demo that runs
   */
  public void makeNamespaces() {
    List<Namespace> there = namespaces();
    there.stream()
        .filter(namespace -> !isOurs(namespace))
        .findFirst()
        .ifPresent(
            foreign -> {
              throw new LauncherFailure(
                  "the cluster has a namespace %s that the demo did not make: the demo needs that name and leaves the namespace alone"
                      .formatted(foreign.getMetadata().getName()));
            });
    if (there.stream().anyMatch(this::isFresh) || isLed()) {
      throw new LauncherFailure(
          "a demo runs in this cluster, or was killed less than %d s ago: end it, or wait"
              .formatted(SILENCE.toSeconds()));
    }
    removeNamespaces();
    for (String name : cast.namespaces()) {
      admin
          .resource(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .addToLabels(LABEL, LABEL_VALUE)
                  .endMetadata()
                  .build())
          .create();
    }
  }

  /**
   * Installs the CRDs that are not there; the others are used as they are.
   *
   * @param files the CRDs of the source tree
   * @return names of those that were installed
   */
  public List<String> installMissingCrds(List<Path> files) {
    List<String> installed = new ArrayList<>();
    List<Path> missing = new ArrayList<>();
    for (Path file : files) {
      String name = nameIn(file);
      if (crd(name) == null) {
        missing.add(file);
        installed.add(name);
      }
    }
    new ClusterBootstrap(admin).installCrds(missing);
    return installed;
  }

  /**
   * Takes everything away again. A CRD goes only if the demo installed it and nobody has an object
   * of its kind by now.
   *
   * @param installed what {@link #installMissingCrds} returned
   * @return names of CRDs that the demo installed and somebody uses
   */
  public List<String> leave(List<String> installed) {
    removeNamespaces();
    ChartRights.revoke(admin, cast.operatorNamespace());
    List<String> used = new ArrayList<>();
    for (String name : installed) {
      CustomResourceDefinition crd = crd(name);
      if (crd != null && hasObjects(crd)) {
        used.add(name);
      } else if (crd != null) {
        admin.resource(crd).delete();
      }
    }
    return used;
  }

  private boolean isFresh(Namespace namespace) {
    return isRecent(Instant.parse(namespace.getMetadata().getCreationTimestamp()));
  }

  /** Whether an operator holds the lease of the demo's own. */
  private boolean isLed() {
    return Optional.ofNullable(
            admin.leases().inNamespace(cast.operatorNamespace()).withName(LeaderLease.NAME).get())
        .map(lease -> lease.getSpec().getRenewTime())
        .filter(renewed -> isRecent(renewed.toInstant()))
        .isPresent();
  }

  private boolean isRecent(Instant instant) {
    return instant.isAfter(clock.instant().minus(SILENCE));
  }

  private void removeNamespaces() {
    namespaces().stream()
        .filter(ClusterGuest::isOurs)
        .forEach(namespace -> admin.resource(namespace).delete());
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> namespaces().isEmpty());
    } catch (ConditionTimeoutException e) {
      throw new LauncherFailure(
          "the namespaces %s are still there %d s after their deletion: kubectl get all -n NAMESPACE says what holds them"
              .formatted(String.join(" and ", cast.namespaces()), PATIENCE.toSeconds()),
          e);
    }
  }

  private List<Namespace> namespaces() {
    List<Namespace> found = new ArrayList<>();
    for (String name : cast.namespaces()) {
      Namespace namespace = admin.namespaces().withName(name).get();
      if (namespace != null) {
        found.add(namespace);
      }
    }
    return found;
  }

  private static boolean isOurs(Namespace namespace) {
    return namespace.getMetadata().getLabels() != null
        && LABEL_VALUE.equals(namespace.getMetadata().getLabels().get(LABEL));
  }

  private @Nullable CustomResourceDefinition crd(String name) {
    return admin.apiextensions().v1().customResourceDefinitions().withName(name).get();
  }

  private boolean hasObjects(CustomResourceDefinition crd) {
    return !admin
        .genericKubernetesResources(
            crd.getSpec().getGroup() + "/" + crd.getSpec().getVersions().getFirst().getName(),
            crd.getSpec().getNames().getKind())
        .inAnyNamespace()
        .list()
        .getItems()
        .isEmpty();
  }

  private String nameIn(Path file) {
    try (InputStream yaml = Files.newInputStream(file)) {
      HasMetadata crd = admin.load(yaml).items().getFirst();
      return crd.getMetadata().getName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
