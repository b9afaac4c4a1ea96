package dev.keywright.e2e.image;

import java.nio.file.Path;

/**
 * An image on disk.
 *
 * @param tar in the format of {@code docker save}, which kind, k3d, minikube and containerd load
 * @param repository the name without a registry, {@code keywright}
 * @param tag the operator's version and a hash of everything that is in the image, so that the same
 *     content has the same tag and nothing else has it
 */
public record BuiltImage(Path tar, String repository, String tag) {
  /** Repository and tag. */
  public String reference() {
    return repository + ":" + tag;
  }
}
