package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.PolicyRef;
import dev.keywright.api.v1alpha1.RotationBase;
import dev.keywright.api.v1alpha1.RotationIntent;
import dev.keywright.api.v1alpha1.RotationPending;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.SecretRotationSpec;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.rollout.Consumers.Consumer;
import dev.keywright.rotation.RotationObservation.Current;
import dev.keywright.rotation.RotationObservation.PolicyPicture;
import dev.keywright.rotation.RotationObservation.Reader;
import dev.keywright.rotation.RotationObservation.Slot;
import dev.keywright.rotation.RotationObservation.Standing;
import dev.keywright.rotation.RotationObservation.StorePicture;
import dev.keywright.rotation.driver.spi.DriverEnvironment;
import dev.keywright.rotation.driver.spi.RotationDriver;
import dev.keywright.rotation.driver.valueonly.ValueOnlyDriverFactory;
import dev.keywright.rotation.driver.valueonly.ValueOnlySettings;
import dev.keywright.rotation.value.TokenSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A picture of a run as a test wants it. */
final class Scene {
  static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
  static final ObjectKey POLICY = new ObjectKey("shop", "orders-api");
  static final RotatedObject OBJECT =
      new RotatedObject(
          StoreReference.namespaced("shop", "vault"),
          SecretPath.of("shop/orders-api"),
          new TreeSet<>(List.of("token")),
          "valueOnly");
  static final Fingerprint BASE = Fingerprint.parse("k1:" + "b".repeat(32));
  static final Fingerprint OURS = Fingerprint.parse("k1:" + "0".repeat(32));
  static final Fingerprint THEIRS = Fingerprint.parse("k1:" + "f".repeat(32));
  static final SourceVersion ONE = new SourceVersion("1");
  static final SourceVersion TWO = new SourceVersion("2");
  static final SourceVersion THREE = new SourceVersion("3");
  static final RotationDriver VALUE_ONLY =
      new ValueOnlyDriverFactory()
          .open(
              new ValueOnlySettings("token", new TokenSettings(null, null, null), null),
              new DriverEnvironment(new Random(1)));
  static final RotationDriver WITH_TARGET =
      new TargetInMemory("first")
          .open(new TargetInMemory.Settings(), new DriverEnvironment(new Random(1)));

  final JournalDraft journal = new JournalDraft(null);
  final List<Reader> readers = new ArrayList<>();
  Instant now = NOW;
  Instant createdAt = NOW.minusSeconds(5);
  Standing standing = new Standing(false, false, false, Optional.empty(), Set.of());
  PolicyPicture policy = new PolicyPicture.Fit(OBJECT, VALUE_ONLY);
  StorePicture store = new StorePicture.NotLooked();
  String triggerKey = "request:2026-03-04T11:59:55Z";
  boolean isOperatorMade = true;

  /** A run that has come to {@code phase}, with all that its journal holds by then. */
  static Scene at(RotationPhase phase) {
    Scene scene = new Scene();
    JournalDraft journal = scene.journal;
    journal.phase = phase;
    journal.attempt = 1;
    journal.subject = OBJECT.toSubject();
    journal.base = new RotationBase("1", BASE.toString());
    journal.startedTime = NOW.minusSeconds(4);
    journal.phaseTime = NOW.minusSeconds(1);
    journal.deadline = NOW.plusSeconds(3600);
    if (phase.compareTo(RotationPhase.Staged) >= 0) {
      boolean isCommitted = phase.compareTo(RotationPhase.Committed) >= 0;
      journal.pending = new RotationPending("7", isCommitted ? "2" : null, OURS.toString());
    }
    return scene;
  }

  Scene intending(RotationPhase phase) {
    journal.intent = new RotationIntent(phase, 1, "leader-1", NOW.minusSeconds(1));
    return this;
  }

  /** With a target that the values are set at first. */
  Scene withTarget() {
    policy = new PolicyPicture.Fit(OBJECT, WITH_TARGET);
    return this;
  }

  Scene seen(Slot slot, Current current) {
    store = new StorePicture.Seen(slot, current);
    return this;
  }

  Scene reader(SourceVersion shown, Consumer... consumers) {
    readers.add(
        new Reader(
            POLICY, Optional.empty(), Optional.of(shown), "wanted", true, List.of(consumers)));
    return this;
  }

  /** A Deployment of two pods. */
  static Consumer deployment(String name, String revision, int ready, String state) {
    return new Consumer("Deployment", name, "uid-" + name, revision, ready, 2, state, "");
  }

  static Current value(SourceVersion version, Fingerprint fingerprint) {
    return new Current.Value(version, fingerprint);
  }

  RotationObservation observed() {
    return new RotationObservation(
        now,
        "leader-2",
        new RunIdentity(
            new ObjectKey("shop", "orders-api-1"),
            POLICY,
            triggerKey,
            isOperatorMade,
            createdAt,
            1),
        new SecretRotationSpec(new PolicyRef("orders-api"), null, null, null),
        new RunJournal(journal.build()),
        standing,
        policy,
        store,
        readers);
  }

  RotationPlan plan() {
    return RotationPlanner.plan(observed());
  }
}
