package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What must hold at every moment of a run, whatever crashes: watched while a {@link RotationWorld}
 * goes on, and at its end.
 *
 * <pre>
 *   I1 a value that the target accepts is readable in store or slot
 *   I2 what is published was made current
 *   I3 nothing is made current that was not verified
 *   I4 nothing is retired while a consumer is not on the new value
 *   I5 at most one run of a policy is under way
 *   I6 a trigger has at most one run that is Done
 *   I7 no value in any object or record
 *   I8 phases only go forward, unless other values are drawn
 *   I9 an effect is intended in the journal before
 *   I12 a repeat changes nothing: see {@link #assertOneNewVersion}
 * </pre>
 */
final class Invariants {
  private static final Comparator<SecretRotationStatus> FORWARD =
      Comparator.<SecretRotationStatus>comparingInt(status -> new RunJournal(status).attempt())
          .thenComparing(
              SecretRotationStatus::phase, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final RotationWorld world;
  private final Map<String, SecretRotationStatus> last = new HashMap<>();

  private Invariants(RotationWorld world) {
    this.world = world;
  }

  /** Watches {@code world} from now on. */
  static Invariants watch(RotationWorld world) {
    Invariants invariants = new Invariants(world);
    world.store.onEffect(invariants::assertIntended);
    world.target.onApply(invariants::assertApplicationIntended);
    world.cluster.onRunWritten(invariants::written);
    return invariants;
  }

  /** Statuses were lost: what runs tell from now on begins anew. */
  void forgetStatuses() {
    last.clear();
  }

  private void assertIntended(StoreInMemory.Effect effect) {
    SecretRotation run = theOneUnderWay();
    RunJournal journal = RunJournal.of(run);
    switch (effect) {
      case STAGE -> assertThat(journal.intends(RotationPhase.Staged)).as("I9").isTrue();
      case COMMIT -> {
        assertThat(journal.intends(RotationPhase.Committed)).as("I9").isTrue();
        assertThat(journal.phase()).as("I3").contains(RotationPhase.Verified);
      }
      case CLEAR -> {
        boolean givesUp = journal.isClosing();
        assertThat(journal.intends(RotationPhase.Retired) || givesUp).as("I9").isTrue();
        if (!givesUp) {
          assertThat(world.workloads.all())
              .as("I4")
              .allMatch(deployment -> deployment.pods.equals(wantedRevision()));
        }
      }
    }
  }

  private void assertApplicationIntended() {
    RunJournal journal = RunJournal.of(theOneUnderWay());
    assertThat(journal.intends(RotationPhase.Applied)).as("I9").isTrue();
  }

  private SecretRotation theOneUnderWay() {
    List<SecretRotation> underWay =
        world.cluster.runs().stream().filter(run -> RunJournal.of(run).isUnderWay()).toList();
    assertThat(underWay).as("I5").hasSize(1);
    return underWay.getFirst();
  }

  private void written(SecretRotation run) {
    String uid = run.getMetadata().getUid();
    SecretRotationStatus before = last.put(uid, run.getStatus());
    if (before != null) {
      assertThat(FORWARD.compare(before, run.getStatus())).as("I8").isLessThanOrEqualTo(0);
    }
    assertReadable();
  }

  /** I1 and I2. */
  private void assertReadable() {
    if (world.target.applications() > 0) {
      assertThat(List.of(current(), staged())).as("I1").contains(world.target.password());
    }
    if (!world.shown().isEmpty()) {
      assertThat(madeCurrent()).as("I2").contains(world.shown().get("token"));
    }
  }

  /** I6 and I7. */
  void assertAtTheEnd() {
    assertReadable();
    Map<String, Long> done = new HashMap<>();
    world.cluster.runs().stream()
        .filter(run -> RunJournal.of(run).status().outcome() == RotationOutcome.Done)
        .forEach(run -> done.merge(RunIdentity.of(run).triggerKey(), 1L, Long::sum));
    assertThat(done.values()).as("I6").allMatch(runs -> runs == 1);
    String told = world.everythingTold();
    for (String value : world.store.everStaged()) {
      for (String form : formsOf(value)) {
        assertThat(told).as("I7").doesNotContain(form);
      }
    }
  }

  /** R2, I12: of all that was drawn exactly one value became current, and consumers moved once. */
  void assertOneNewVersion(String run) {
    assertThat(world.outcome(run)).isEqualTo(RotationOutcome.Done);
    assertThat(world.store.everStaged()).hasSize(1);
    assertThat(world.store.versionsMade()).isEqualTo(2);
    assertThat(world.store.landed(StoreInMemory.Effect.COMMIT)).isEqualTo(1);
    assertThat(current()).isNotEqualTo("first");
    assertThat(world.store.content()).containsEntry("port", "5432");
    assertThat(world.store.slotHolder()).isEmpty();
    assertThat(world.shown()).isEqualTo(world.store.content());
    assertThat(world.workloads.all())
        .allMatch(deployment -> deployment.restarts == 1)
        .allMatch(deployment -> deployment.pods.equals(wantedRevision()));
  }

  private String wantedRevision() {
    return world.sync.target(RotationWorld.POLICY).orElseThrow().revision().id();
  }

  private String current() {
    return world.store.content().getOrDefault("token", "");
  }

  private String staged() {
    return world.store.slotValues().getOrDefault("token", "");
  }

  private List<String> madeCurrent() {
    return IntStream.rangeClosed(1, world.store.versionsMade())
        .mapToObj(version -> world.store.content(version).getOrDefault("token", ""))
        .toList();
  }

  private static List<String> formsOf(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return List.of(
        value,
        Base64.getEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().encodeToString(bytes),
        HexFormat.of().formatHex(bytes));
  }
}
