package dev.keywright.provider.vault;

import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretPath;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads versions of a KV version 2 mount: the values (path {@code data/}), or what Vault knows
 * about them (path {@code metadata/}).
 *
 * @param session the identity
 * @param mount where
 * @param clock tells whether a deletion time has come
 */
record KvV2Reader(VaultSession session, KvMount mount, InstantSource clock) {
  /** What a read came to. */
  sealed interface Version {
    /**
     * A version with its value.
     *
     * @param number counts from 1
     * @param data the value; empty when only the metadata was asked for
     * @param created when it was written
     */
    record Live(long number, JsonObject data, Optional<Instant> created) implements Version {
      /** Without the value. */
      @Override
      public String toString() {
        return "Live[" + number + "]";
      }
    }

    /**
     * A version whose value is gone.
     *
     * @param number counts from 1
     * @param isDestroyed whether it cannot be undeleted
     */
    record Gone(long number, boolean isDestroyed) implements Version {}

    /** Vault knows nothing of it. */
    record Unknown() implements Version {}

    /** No answer. */
    record Failed(ProviderFailure failure) implements Version {}
  }

  /** The version that {@code data} says is current, or the one of that number, with its value. */
  Version value(String data, OptionalLong number, Deadline deadline) {
    String query = number.isPresent() ? "version=" + number.getAsLong() : "";
    return read(data, query, deadline, this::inData);
  }

  /** The current version without its value. */
  Version current(SecretPath path, Deadline deadline) {
    return read(mount.metadata(path), "", deadline, this::inMetadata);
  }

  /** How a person is told of a version that has no value. */
  String absence(SecretPath path, Version.Gone gone) {
    return gone.isDestroyed()
        ? "version %d of %s was destroyed".formatted(gone.number(), mount.nameOf(path))
        : "version %d of %s was deleted; it can be undeleted in Vault"
            .formatted(gone.number(), mount.nameOf(path));
  }

  /** How a person is told that there is nothing. */
  String absence(SecretPath path) {
    return "Vault has nothing at " + mount.nameOf(path);
  }

  /** This node lags behind what Keywright knows to be written. */
  ProviderFailure behind(SecretPath path) {
    return ProviderFailure.of(
        FailureKind.UNAVAILABLE,
        "this Vault node does not have the version of %s yet that was written last; it is read again"
            .formatted(mount.nameOf(path)));
  }

  static SourceVersion versionOf(long number) {
    return new SourceVersion(Long.toString(number));
  }

  /** The number that {@code text} names; empty when it is no version number. */
  static OptionalLong numberIn(String text) {
    return text.matches("[1-9][0-9]{0,17}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private Version read(
      String path,
      String query,
      Deadline deadline,
      Function<JsonObject, Optional<Version>> interpretation) {
    return switch (session.call(VaultRequest.read(path, query), deadline)) {
      case VaultAnswer.Success(JsonObject body) ->
          VaultJson.object(body, "data").flatMap(interpretation).orElseGet(this::garbled);
      case VaultAnswer.NotThere(JsonObject body) -> notThere(body);
      case VaultAnswer.NotTaken not -> garbled();
      case VaultAnswer.Failed(ProviderFailure failure) -> new Version.Failed(failure);
    };
  }

  /** A 404 carries the version's metadata when there was a version. */
  private Version notThere(JsonObject body) {
    Optional<JsonObject> data = VaultJson.object(body, "data");
    if (data.isEmpty()) {
      return new Version.Unknown();
    }
    return VaultJson.object(data.get(), "metadata").flatMap(this::gone).orElseGet(this::garbled);
  }

  private Optional<Version> gone(JsonObject metadata) {
    return VaultJson.number(metadata, "version")
        .map(number -> new Version.Gone(number, metadata.getBoolean("destroyed", false)));
  }

  private Optional<Version> inData(JsonObject data) {
    Optional<JsonObject> metadata = VaultJson.object(data, "metadata");
    Optional<JsonObject> value = VaultJson.object(data, "data");
    Optional<Long> number = metadata.flatMap(fields -> VaultJson.number(fields, "version"));
    if (value.isEmpty() || number.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Version.Live(
            number.get(),
            value.get(),
            metadata.flatMap(fields -> VaultJson.time(fields, "created_time"))));
  }

  /**
   * {@code current_version} stays what it was when that version is deleted, so its own entry
   * decides: destroyed, or a deletion time that has come.
   */
  private Optional<Version> inMetadata(JsonObject metadata) {
    Optional<Long> current = VaultJson.number(metadata, "current_version");
    if (current.isPresent() && current.get() == 0) {
      return Optional.of(new Version.Unknown());
    }
    return current.flatMap(
        number ->
            VaultJson.object(metadata, "versions")
                .flatMap(versions -> VaultJson.object(versions, number.toString()))
                .map(entry -> described(number, entry)));
  }

  private Version described(long number, JsonObject entry) {
    boolean isDestroyed = entry.getBoolean("destroyed", false);
    boolean isDeleted =
        VaultJson.time(entry, "deletion_time")
            .filter(time -> !time.isAfter(clock.instant()))
            .isPresent();
    return isDestroyed || isDeleted
        ? new Version.Gone(number, isDestroyed)
        : new Version.Live(number, new JsonObject(), VaultJson.time(entry, "created_time"));
  }

  private Version garbled() {
    return new Version.Failed(session.garbled());
  }
}
