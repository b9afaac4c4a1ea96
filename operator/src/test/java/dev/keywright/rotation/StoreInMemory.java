package dev.keywright.rotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keywright.api.v1alpha1.StoreAction;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.StoreAccess;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.ClearResult;
import dev.keywright.provider.spi.CommitRequest;
import dev.keywright.provider.spi.CommitResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.PendingResult;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.StageRequest;
import dev.keywright.provider.spi.StageResult;
import dev.keywright.provider.spi.VersionedWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One versioned object in memory, with a slot, in the manner of Vault's KV version 2. Calls can
 * fail before or after they had their effect. Not thread-safe.
 */
final class StoreInMemory implements SecretProvider, VersionedWriter, StoreAccess {
  static final String PATH = "shop/orders-api";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** What changes the store. */
  enum Effect {
    STAGE,
    COMMIT,
    CLEAR
  }

  private record Version(Map<String, String> content, String run) {}

  private record Slot(
      String run, int attempt, SourceVersion base, int version, Map<String, String> values) {}

  private final List<Version> versions = new ArrayList<>();
  private final List<String> everStaged = new ArrayList<>();
  private final Map<String, ProviderFailure> failures = new HashMap<>();
  private final Map<Effect, Integer> lostReplies = new HashMap<>();
  private final Map<Effect, Integer> landed = new HashMap<>();
  private Consumer<Effect> beforeEffect = effect -> {};
  private @Nullable Slot slot;
  private int slotVersions;
  private Optional<Diagnosis> refusal = Optional.empty();
  private boolean isReadOnly;

  /** Somebody else makes a new version. */
  SourceVersion put(Map<String, String> content) {
    versions.add(new Version(Map.copyOf(content), ""));
    return current();
  }

  void remove() {
    versions.clear();
  }

  SourceVersion current() {
    return new SourceVersion("" + versions.size());
  }

  int versionsMade() {
    return versions.size();
  }

  Map<String, String> content() {
    return versions.isEmpty() ? Map.of() : versions.getLast().content();
  }

  Map<String, String> content(int version) {
    return versions.get(version - 1).content();
  }

  /** Who holds the slot; empty text when nobody does. */
  String slotHolder() {
    return slot == null ? "" : slot.run();
  }

  Map<String, String> slotValues() {
    return slot == null ? Map.of() : slot.values();
  }

  /** Somebody else's values lie in the slot. */
  void occupy(String run) {
    slot = new Slot(run, 1, current(), ++slotVersions, Map.of("token", "somebody else's"));
  }

  /** Somebody else puts other values in the place of the run's own. */
  void forgeSlot(Map<String, String> values) {
    Slot held = Objects.requireNonNull(slot);
    slot = new Slot(held.run(), held.attempt(), held.base(), ++slotVersions, values);
  }

  void emptySlot() {
    slot = null;
  }

  /** Every value that was ever staged. */
  List<String> everStaged() {
    return List.copyOf(everStaged);
  }

  int landed(Effect effect) {
    return landed.getOrDefault(effect, 0);
  }

  /** Called on every effect that is about to be had. */
  void onEffect(Consumer<Effect> action) {
    beforeEffect = action;
  }

  /** Lets calls fail until {@link #answer}: read, pending, stage, commit or clear. */
  void fail(FailureKind kind, String... calls) {
    for (String call : calls) {
      failures.put(call, ProviderFailure.of(kind, "The store says " + kind + "."));
    }
  }

  void failAll(FailureKind kind) {
    fail(kind, "read", "pending", "stage", "commit", "clear");
  }

  void answer() {
    failures.clear();
  }

  /** The next so many effects of this sort are had, but the reply says that nothing is known. */
  void loseReplies(Effect effect, int replies) {
    lostReplies.put(effect, replies);
  }

  /** The store cannot be opened, for this reason. */
  void refuse(@Nullable Diagnosis why) {
    refusal = Optional.ofNullable(why);
  }

  void makeReadOnly() {
    isReadOnly = true;
  }

  @Override
  public Access open(StoreReference store, String namespace, SecretPath path, StoreAction action) {
    return refusal
        .<Access>map(Access.Refused::new)
        .orElseGet(() -> new Access.Granted(this, "memory", Duration.ofMinutes(5)));
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return isReadOnly && type == VersionedWriter.class
        ? Optional.empty()
        : SecretProvider.super.capability(type);
  }

  @Override
  public ReadResult read(ReadRequest request) {
    ProviderFailure failure = failures.get("read");
    if (failure != null) {
      return new ReadResult.Failed(failure);
    }
    return versions.isEmpty()
        ? new ReadResult.Absent("There is no " + request.path() + ".")
        : new ReadResult.Found(
            new SecretObject(
                new SecretContent.Document(SecretMaterial.ofUtf8(json(content()))),
                current(),
                Optional.empty()));
  }

  @Override
  public StageResult stage(StageRequest request) {
    ProviderFailure failure = failures.get("stage");
    if (failure != null) {
      return new StageResult.Failed(failure);
    }
    if (slot != null && !slot.run().equals(request.run())) {
      return new StageResult.Occupied(slot.run());
    }
    if (slot == null || slot.attempt() < request.attempt()) {
      if (!request.base().equals(current())) {
        return new StageResult.BaseMoved(current());
      }
      Map<String, String> values = textOf(request.properties());
      return effect(
          Effect.STAGE,
          () -> {
            everStaged.addAll(values.values());
            slot =
                new Slot(request.run(), request.attempt(), request.base(), ++slotVersions, values);
            return new StageResult.Staged(new SourceVersion("" + slotVersions));
          },
          StageResult.Failed::new);
    }
    return new StageResult.Staged(new SourceVersion("" + slot.version()));
  }

  @Override
  public PendingResult pending(SecretPath path) {
    ProviderFailure failure = failures.get("pending");
    if (failure != null) {
      return new PendingResult.Failed(failure);
    }
    return slot == null
        ? new PendingResult.Empty()
        : new PendingResult.Held(
            slot.run(),
            slot.attempt(),
            slot.base(),
            new SourceVersion("" + slot.version()),
            materialOf(slot.values()));
  }

  @Override
  public CommitResult commit(CommitRequest request) {
    ProviderFailure failure = failures.get("commit");
    if (failure != null) {
      return new CommitResult.Failed(failure);
    }
    if (!versions.isEmpty() && versions.getLast().run().equals(request.run())) {
      return new CommitResult.Committed(current());
    }
    Slot held = slot;
    if (held == null || !held.run().equals(request.run())) {
      return new CommitResult.NotStaged();
    }
    if (!request.base().equals(current())) {
      return new CommitResult.BaseMoved(current());
    }
    return effect(
        Effect.COMMIT,
        () -> {
          Map<String, String> next = new LinkedHashMap<>(content());
          next.putAll(held.values());
          versions.add(new Version(Map.copyOf(next), held.run()));
          return new CommitResult.Committed(current());
        },
        CommitResult.Failed::new);
  }

  @Override
  public ClearResult clear(SecretPath path, String run) {
    ProviderFailure failure = failures.get("clear");
    if (failure != null) {
      return new ClearResult.Failed(failure);
    }
    if (slot == null || !slot.run().equals(run)) {
      return new ClearResult.Cleared();
    }
    return effect(
        Effect.CLEAR,
        () -> {
          slot = null;
          return new ClearResult.Cleared();
        },
        ClearResult.Failed::new);
  }

  @Override
  public CheckResult check() {
    throw new UnsupportedOperationException("no rotation checks a store");
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("no rotation closes a store");
  }

  private <R> R effect(Effect effect, Supplier<R> act, Function<ProviderFailure, R> unknown) {
    beforeEffect.accept(effect);
    R result = act.get();
    landed.merge(effect, 1, Integer::sum);
    int lost = lostReplies.getOrDefault(effect, 0);
    lostReplies.put(effect, Math.max(0, lost - 1));
    return lost > 0
        ? unknown.apply(ProviderFailure.of(FailureKind.UNAVAILABLE, "The reply was lost."))
        : result;
  }

  private static Map<String, String> textOf(Map<String, SecretMaterial> values) {
    Map<String, String> text = new HashMap<>();
    values.forEach((name, value) -> text.put(name, value.revealUtf8()));
    return text;
  }

  private static Map<String, SecretMaterial> materialOf(Map<String, String> values) {
    Map<String, SecretMaterial> material = new HashMap<>();
    values.forEach((name, value) -> material.put(name, SecretMaterial.ofUtf8(value)));
    return material;
  }

  private static String json(Map<String, String> content) {
    try {
      return MAPPER.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
