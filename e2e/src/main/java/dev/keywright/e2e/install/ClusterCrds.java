package dev.keywright.e2e.install;

import dev.keywright.e2e.launcher.model.LauncherFailure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Brings the CRDs up to date, which Helm leaves alone once they are installed. */
final class ClusterCrds implements Installation.Crds {
  private static final String FIELD_MANAGER = "keywright-install";

  private final List<Path> files;

  /**
   * @param files each a CRD in YAML
   */
  ClusterCrds(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /**
   * {@inheritDoc}
   *
   * @throws LauncherFailure when the cluster cannot be reached or refuses
   */
  @Override
  public void apply(String context) {
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(Config.autoConfigure(context)).build()) {
      for (Path file : files) {
        try (InputStream yaml = Files.newInputStream(file)) {
          client.load(yaml).items().forEach(crd -> apply(client, crd));
        }
      }
    } catch (KubernetesClientException e) {
      throw new LauncherFailure(
          e.getCode() == 0
              ? "the cluster of context %s cannot be reached: is it running?".formatted(context)
              : "the cluster of context %s refuses the CRDs (%d): they need the right to patch customresourcedefinitions"
                  .formatted(context, e.getCode()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void apply(KubernetesClient client, HasMetadata crd) {
    client.resource(crd).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
  }
}
