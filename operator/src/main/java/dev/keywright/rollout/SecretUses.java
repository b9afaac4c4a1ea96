package dev.keywright.rollout;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which Secrets of its own namespace a pod reads, and how. Containers and init containers count;
 * image pull secrets do not (they are read before a container starts and never by it), nor do
 * ephemeral containers (they cannot be restarted).
 */
final class SecretUses {
  private final Map<String, SecretUse> found = new HashMap<>();

  private SecretUses() {}

  /** The Secrets that pods with this spec read, by name. */
  static Map<String, SecretUse> of(PodSpec spec) {
    SecretUses uses = new SecretUses();
    List<Container> containers =
        Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream()).toList();
    containers.forEach(uses::readEnvironment);
    Set<String> mountedByPath =
        containers.stream()
            .flatMap(container -> container.getVolumeMounts().stream())
            .filter(SecretUses::isPartOfVolume)
            .map(VolumeMount::getName)
            .collect(Collectors.toSet());
    for (Volume volume : spec.getVolumes()) {
      uses.readFiles(
          volume,
          mountedByPath.contains(volume.getName()) ? SecretUse.ReadAtStart : SecretUse.Mounted);
      uses.readMountCredentials(volume);
    }
    return Map.copyOf(uses.found);
  }

  private static boolean isPartOfVolume(VolumeMount mount) {
    return isText(mount.getSubPath()) || isText(mount.getSubPathExpr());
  }

  private void readEnvironment(Container container) {
    for (EnvVar variable : container.getEnv()) {
      if (variable.getValueFrom() != null && variable.getValueFrom().getSecretKeyRef() != null) {
        add(variable.getValueFrom().getSecretKeyRef().getName(), SecretUse.ReadAtStart);
      }
    }
    for (EnvFromSource source : container.getEnvFrom()) {
      if (source.getSecretRef() != null) {
        add(source.getSecretRef().getName(), SecretUse.ReadAtStart);
      }
    }
  }

  private void readFiles(Volume volume, SecretUse use) {
    if (volume.getSecret() != null) {
      add(volume.getSecret().getSecretName(), use);
    }
    if (volume.getProjected() != null) {
      for (VolumeProjection projection : volume.getProjected().getSources()) {
        if (projection.getSecret() != null) {
          add(projection.getSecret().getName(), use);
        }
      }
    }
  }

  private void readMountCredentials(Volume volume) {
    if (volume.getCsi() != null) {
      add(volume.getCsi().getNodePublishSecretRef());
    }
    if (volume.getFlexVolume() != null) {
      add(volume.getFlexVolume().getSecretRef());
    }
    if (volume.getIscsi() != null) {
      add(volume.getIscsi().getSecretRef());
    }
    if (volume.getRbd() != null) {
      add(volume.getRbd().getSecretRef());
    }
    if (volume.getCephfs() != null) {
      add(volume.getCephfs().getSecretRef());
    }
    if (volume.getAzureFile() != null) {
      add(volume.getAzureFile().getSecretName(), SecretUse.ReadAtStart);
    }
  }

  private void add(@Nullable LocalObjectReference reference) {
    if (reference != null) {
      add(reference.getName(), SecretUse.ReadAtStart);
    }
  }

  private void add(@Nullable String secret, SecretUse use) {
    if (isText(secret)) {
      found.merge(secret, use, SecretUse::and);
    }
  }

  private static boolean isText(@Nullable String text) {
    return text != null && !text.isEmpty();
  }
}
