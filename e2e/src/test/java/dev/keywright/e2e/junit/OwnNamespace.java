package dev.keywright.e2e.junit;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;

/** Makes a namespace for a test class, and removes it. */
final class OwnNamespace implements AutoCloseable {
  private static final int LONGEST_STEM = 40;

  private final KubernetesClient admin;
  private final TestNamespace namespace;

  OwnNamespace(KubernetesClient admin, Class<?> testClass) {
    this.admin = admin;
    this.namespace =
        new TestNamespace(
            stem(testClass) + "-" + Long.toString(System.nanoTime() & 0xFFFFFFFL, 36));
    admin
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace.name())
                .addToLabels("keywright-e2e", "test")
                .endMetadata()
                .build())
        .create();
    awaitServiceAccount();
  }

  TestNamespace namespace() {
    return namespace;
  }

  /** Begins the removal and does not wait for it. */
  @Override
  public void close() {
    admin.namespaces().withName(namespace.name()).delete();
  }

  /** {@code SyncBasicsIT} becomes {@code sync-basics-it}. */
  static String stem(Class<?> testClass) {
    String stem =
        testClass
            .getSimpleName()
            .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    return stem.length() > LONGEST_STEM ? stem.substring(0, LONGEST_STEM) : stem;
  }

  /** Pods are refused before the controller manager has made it. */
  private void awaitServiceAccount() {
    Awaitility.await("ServiceAccount default in " + namespace)
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                admin.serviceAccounts().inNamespace(namespace.name()).withName("default").get()
                    != null);
  }
}
