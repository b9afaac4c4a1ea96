package dev.keywright.provider.vault;

import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretPath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where objects of a store are in Vault's API.
 *
 * @param mount the store's own mount, used by paths that name none
 */
record KvMount(String mount) {
  private static final String PENDING = SecretPath.RESERVED + "/pending/";

  /**
   * Refuses Keywright's own objects, wherever in mount or path the reserved segment is: a mount of
   * {@code kv/data/.keywright} would lead to the same place.
   */
  Optional<ProviderFailure> problemOf(SecretPath path) {
    boolean isReserved =
        Stream.of(mountOf(path), path.path())
            .flatMap(text -> List.of(text.split("/", -1)).stream())
            .anyMatch(SecretPath.RESERVED::equals);
    return isReserved
        ? Optional.of(
            ProviderFailure.of(
                FailureKind.INVALID,
                path + " is one of Keywright's own objects; a path must not contain .keywright"))
        : Optional.empty();
  }

  /** What messages call the object. */
  String nameOf(SecretPath path) {
    return mountOf(path) + "/" + path.path();
  }

  /** The object in KV version 1. */
  String plain(SecretPath path) {
    return mountOf(path) + "/" + path.path();
  }

  /** The object's versions in KV version 2. */
  String data(SecretPath path) {
    return mountOf(path) + "/data/" + path.path();
  }

  /** What lists the names in a folder, the mount itself for the empty text. */
  String listing(int kvVersion, String folder) {
    return mount + (kvVersion == 1 ? "/" : "/metadata/") + folder;
  }

  /** What KV version 2 knows about the object's versions. */
  String metadata(SecretPath path) {
    return mountOf(path) + "/metadata/" + path.path();
  }

  /** The slot of the object. */
  String slotData(SecretPath path) {
    return mountOf(path) + "/data/" + PENDING + path.path();
  }

  /** The slot's metadata, whose removal removes the slot and every version of it. */
  String slotMetadata(SecretPath path) {
    return mountOf(path) + "/metadata/" + PENDING + path.path();
  }

  private String mountOf(SecretPath path) {
    return path.mount().orElse(mount);
  }
}
