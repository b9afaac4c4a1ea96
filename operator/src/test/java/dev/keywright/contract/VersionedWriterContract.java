package dev.keywright.contract;

import static dev.keywright.contract.StoreUnderTest.CANARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.ClearResult;
import dev.keywright.provider.spi.CommitRequest;
import dev.keywright.provider.spi.CommitResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.PendingResult;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.StageRequest;
import dev.keywright.provider.spi.StageResult;
import dev.keywright.provider.spi.VersionedWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link VersionedWriter} must do, on top of {@link SecretProviderContract}. */
public abstract class VersionedWriterContract extends SecretProviderContract {
  private static final String OLD = CANARY + "-old";
  private static final String NEW = CANARY + "-new";

  @Override
  protected abstract WritableStoreUnderTest store();

  // ---- stage

  @Test
  void theCheckSaysThatTheStoreCanRotate() {
    assertThat(seen(open().check()))
        .isInstanceOfSatisfying(
            CheckResult.Ready.class,
            ready -> assertThat(ready.capabilities()).contains(CheckResult.Capability.ROTATE));
  }

  @Test
  void stagingKeepsTheValueAsideAndLeavesTheCurrentVersionAlone() {
    Subject subject = new Subject("aside");

    StageResult result = subject.stage("run-a", 1, NEW);

    assertThat(result).isInstanceOf(StageResult.Staged.class);
    assertThat(subject.pending())
        .isEqualTo(
            new PendingResult.Held(
                "run-a",
                1,
                subject.base,
                ((StageResult.Staged) result).slot(),
                Map.of("token", SecretMaterial.ofUtf8(NEW))));
    ReadResult current = subject.read();
    assertThat(versionIn(current)).isEqualTo(subject.base);
    assertThat(Contents.of(current)).containsEntry("token", OLD);
  }

  @Test
  void stagingTheSameRunAndAttemptAgainKeepsTheFirstValue() {
    Subject subject = new Subject("again");
    StageResult first = subject.stage("run-a", 1, NEW);

    StageResult second = subject.stage("run-a", 1, CANARY + "-drawn-again");

    assertThat(second).isEqualTo(first).isInstanceOf(StageResult.Staged.class);
    assertThat(subject.held().properties()).containsEntry("token", SecretMaterial.ofUtf8(NEW));
  }

  @Test
  void aLaterAttemptReplacesAnEarlierOneAndNeverTheOtherWayRound() {
    Subject subject = new Subject("attempts");
    subject.stage("run-a", 1, CANARY + "-rejected");

    assertThat(subject.stage("run-a", 2, NEW)).isInstanceOf(StageResult.Staged.class);
    assertThat(subject.stage("run-a", 1, CANARY + "-late"))
        .isInstanceOf(StageResult.Occupied.class);
    assertThat(subject.held().attempt()).isEqualTo(2);
    assertThat(subject.held().properties()).containsEntry("token", SecretMaterial.ofUtf8(NEW));
  }

  @Test
  void aSlotHeldByAnotherRunIsOccupied() {
    Subject subject = new Subject("held");
    subject.stage("run-a", 1, NEW);

    StageResult result = subject.stage("run-b", 1, CANARY + "-other");

    assertThat(result).isInstanceOf(StageResult.Occupied.class);
    assertThat(((StageResult.Occupied) result).holder()).isNotBlank();
    assertThat(subject.held().run()).isEqualTo("run-a");
    assertThat(subject.held().properties()).containsEntry("token", SecretMaterial.ofUtf8(NEW));
  }

  @Test
  void ofTwoRunsThatStageAtOnceExactlyOneHoldsTheSlot()
      throws InterruptedException, ExecutionException {
    Subject subject = new Subject("race");
    SecretProvider other = open();

    List<StageResult> outcomes =
        atOnce(
            () -> subject.stage("run-a", 1, NEW + "-a"),
            () -> seen(writer(other).stage(subject.request("run-b", 1, NEW + "-b"))));

    assertThat(outcomes).hasAtLeastOneElementOfType(StageResult.Staged.class);
    assertThat(outcomes.stream().filter(StageResult.Staged.class::isInstance)).hasSize(1);
    String winner = outcomes.get(0) instanceof StageResult.Staged ? "a" : "b";
    assertThat(subject.held().run()).isEqualTo("run-" + winner);
    assertThat(subject.held().properties())
        .containsEntry("token", SecretMaterial.ofUtf8(NEW + "-" + winner));
  }

  @Test
  void stagingOnABaseThatIsNoLongerCurrentNamesTheCurrentVersion() {
    Subject subject = new Subject("stale");
    SourceVersion foreign = subject.foreignWrite("note", CANARY + "-foreign");

    assertThat(subject.stage("run-a", 1, NEW)).isEqualTo(new StageResult.BaseMoved(foreign));
    assertThat(subject.pending()).isEqualTo(new PendingResult.Empty());
  }

  @Test
  void nothingIsStagedForAnObjectThatDoesNotExist() {
    SecretPath path = store().freshPath("missing");
    VersionedWriter writer = writer(open());

    StageResult result =
        seen(
            writer.stage(
                new StageRequest(
                    path,
                    "run-a",
                    tokenOf("run-a", 1),
                    1,
                    new SourceVersion("1"),
                    Map.of("token", SecretMaterial.ofUtf8(NEW)))));

    assertFailed(result, FailureKind.INVALID);
    assertThat(seen(writer.pending(path))).isEqualTo(new PendingResult.Empty());
    assertThat(seen(open().read(ReadRequest.current(path)))).isInstanceOf(ReadResult.Absent.class);
  }

  // ---- commit

  @Test
  void commitMakesTheStagedValueCurrentAndKeepsEverythingElse() {
    String json =
        """
        {"token":"%s","count":42,"ratio":1.10,"big":123456789012345678901234567890,"tiny":1e-7,
         "on":true,"none":null,"list":[1,"two",{"three":3.0}],"nested":{"deep":{"é\\"":"x"}}}
        """
            .formatted(OLD);
    Subject subject = new Subject("merge", json);
    String before = store().json(subject.path);
    subject.stage("run-a", 1, NEW);

    CommitResult result = subject.commit("run-a");

    assertThat(result).isInstanceOf(CommitResult.Committed.class);
    ReadResult current = subject.read();
    assertThat(versionIn(current)).isEqualTo(((CommitResult.Committed) result).version());
    assertThat(versionIn(current)).isNotEqualTo(subject.base);
    assertThat(Contents.tree(store().json(subject.path)))
        .isEqualTo(Contents.tree(before.replace(OLD, NEW)));
  }

  @Test
  void commitRepeatedNamesTheSameVersionAndMakesNoOther() {
    Subject subject = new Subject("repeat");
    subject.stage("run-a", 1, NEW);
    CommitResult first = subject.commit("run-a");
    int made = store().versionsMade(subject.path);

    assertThat(subject.commit("run-a")).isEqualTo(first).isInstanceOf(CommitResult.Committed.class);
    assertThat(store().versionsMade(subject.path)).isEqualTo(made);
  }

  @Test
  @DisplayName("R3 a commit whose reply was lost is found to have landed, not repeated")
  void commitAfterALostReplyFindsItsOwnVersion() {
    Subject subject = new Subject("lost");
    subject.stage("run-a", 1, NEW);
    int before = store().versionsMade(subject.path);
    store().loseReplyOfNextCommit();

    CommitResult first = subject.commit("run-a");
    CommitResult second = subject.commit("run-a");

    if (!(first instanceof CommitResult.Committed)) {
      assertFailed(first, FailureKind.UNAVAILABLE);
    }
    assertThat(second).isEqualTo(new CommitResult.Committed(versionIn(subject.read())));
    assertThat(Contents.of(subject.read())).containsEntry("token", NEW);
    assertThat(store().versionsMade(subject.path)).isEqualTo(before + 1);
  }

  @Test
  void commitStillKnowsItsVersionAfterSomebodyWroteAnother() {
    Subject subject = new Subject("overtaken");
    subject.stage("run-a", 1, NEW);
    CommitResult first = subject.commit("run-a");
    store().putJson(subject.path, "{\"token\":\"%s-foreign\"}".formatted(CANARY));

    assertThat(subject.commit("run-a")).isEqualTo(first).isInstanceOf(CommitResult.Committed.class);
    assertThat(store().json(subject.path)).contains(CANARY + "-foreign");
  }

  @Test
  @DisplayName("R6 a version that somebody else wrote is never overwritten by a commit")
  void commitOnAMovedBaseWritesNothing() {
    Subject subject = new Subject("moved");
    subject.stage("run-a", 1, NEW);
    SourceVersion foreign = subject.foreignWrite("note", CANARY + "-foreign");
    int made = store().versionsMade(subject.path);

    assertThat(subject.commit("run-a")).isEqualTo(new CommitResult.BaseMoved(foreign));
    assertThat(store().versionsMade(subject.path)).isEqualTo(made);
    assertThat(Contents.of(subject.read()))
        .containsEntry("note", CANARY + "-foreign")
        .containsEntry("token", OLD);
  }

  @Test
  @DisplayName(
      "R6 after a write to another property the same pending value commits over the new base")
  void commitCanBeRebasedOntoAForeignVersion() {
    Subject subject = new Subject("rebase");
    subject.stage("run-a", 1, NEW);
    SourceVersion foreign = subject.foreignWrite("note", CANARY + "-foreign");

    CommitResult result =
        seen(
            subject.writer.commit(
                new CommitRequest(
                    subject.path, "run-a", tokenOf(subject.path + "run-a", 1), foreign)));

    assertThat(result).isInstanceOf(CommitResult.Committed.class);
    assertThat(Contents.of(subject.read()))
        .containsEntry("note", CANARY + "-foreign")
        .containsEntry("token", NEW);
  }

  @Test
  void nothingIsCommittedForARunThatHoldsNoSlot() {
    Subject subject = new Subject("unstaged");

    assertThat(subject.commit("run-a")).isEqualTo(new CommitResult.NotStaged());
    subject.stage("run-b", 1, NEW);
    assertThat(subject.commit("run-a")).isEqualTo(new CommitResult.NotStaged());
    assertThat(versionIn(subject.read())).isEqualTo(subject.base);
  }

  @Test
  void theSameRunCommittedTwiceAtOnceMakesOneVersion()
      throws InterruptedException, ExecutionException {
    Subject subject = new Subject("twice");
    subject.stage("run-a", 1, NEW);
    SecretProvider other = open();
    int before = store().versionsMade(subject.path);

    List<CommitResult> outcomes =
        atOnce(
            () -> subject.commit("run-a"),
            () -> seen(writer(other).commit(subject.commitRequest("run-a"))));

    SourceVersion current = versionIn(subject.read());
    assertThat(outcomes).containsOnly(new CommitResult.Committed(current));
    assertThat(store().versionsMade(subject.path)).isEqualTo(before + 1);
  }

  @Test
  void theSlotOutlivesTheCommitUntilItIsCleared() {
    Subject subject = new Subject("outlives");
    subject.stage("run-a", 1, NEW);
    subject.commit("run-a");

    assertThat(subject.held().properties()).containsEntry("token", SecretMaterial.ofUtf8(NEW));
  }

  // ---- clear

  @Test
  void clearEmptiesTheSlotAndMayBeRepeated() {
    Subject subject = new Subject("clear");
    subject.stage("run-a", 1, NEW);

    assertThat(subject.clear("run-a")).isEqualTo(new ClearResult.Cleared());
    assertThat(subject.clear("run-a")).isEqualTo(new ClearResult.Cleared());
    assertThat(subject.pending()).isEqualTo(new PendingResult.Empty());
    assertThat(subject.commit("run-a")).isEqualTo(new CommitResult.NotStaged());
    assertThat(Contents.of(subject.read())).containsEntry("token", OLD);
  }

  @Test
  void clearLeavesAnotherRunsSlotAlone() {
    Subject subject = new Subject("clear-other");
    subject.stage("run-a", 1, NEW);

    assertThat(subject.clear("run-b")).isEqualTo(new ClearResult.Cleared());
    assertThat(subject.held().run()).isEqualTo("run-a");
  }

  @Test
  void aSlotThatWasNeverThereIsClear() {
    VersionedWriter writer = writer(open());
    SecretPath path = store().freshPath("never-staged");

    assertThat(seen(writer.pending(path))).isEqualTo(new PendingResult.Empty());
    assertThat(seen(writer.clear(path, "run-a"))).isEqualTo(new ClearResult.Cleared());
  }

  @Test
  void theNextRunStagesAndCommitsOnWhatTheLastOneMade() {
    Subject subject = new Subject("next");
    subject.stage("run-a", 1, NEW);
    subject.commit("run-a");
    subject.clear("run-a");
    subject.base = versionIn(subject.read());

    assertThat(subject.stage("run-b", 1, NEW + "-2")).isInstanceOf(StageResult.Staged.class);
    assertThat(subject.commit("run-b")).isInstanceOf(CommitResult.Committed.class);
    assertThat(Contents.of(subject.read())).containsEntry("token", NEW + "-2");
  }

  // ---- secrecy and trouble

  @Test
  void aReservedPathIsNeverStagedOrCommitted() {
    SecretPath reserved =
        new SecretPath(store().freshPath("x").mount(), SecretPath.RESERVED + "/pending/x");
    VersionedWriter writer = writer(open());

    assertFailed(
        seen(
            writer.stage(
                new StageRequest(
                    reserved,
                    "run-a",
                    tokenOf("run-a", 1),
                    1,
                    new SourceVersion("1"),
                    Map.of("token", SecretMaterial.ofUtf8(NEW))))),
        FailureKind.INVALID);
    assertFailed(seen(writer.pending(reserved)), FailureKind.INVALID);
    assertFailed(
        seen(
            writer.commit(
                new CommitRequest(reserved, "run-a", tokenOf("run-a", 1), new SourceVersion("1")))),
        FailureKind.INVALID);
    assertFailed(seen(writer.clear(reserved, "run-a")), FailureKind.INVALID);
  }

  @Test
  void missingRightsAreDeniedForEveryWrite() {
    Subject subject = new Subject("forbidden-write");
    subject.stage("run-a", 1, NEW);
    Optional<SecretProvider> stranger = store().openWithoutRights();
    assumeTrue(stranger.isPresent(), "no identity without rights");

    try (SecretProvider provider = stranger.get()) {
      VersionedWriter writer = writer(provider);
      assertFailed(seen(writer.stage(subject.request("run-b", 1, NEW))), FailureKind.DENIED);
      assertFailed(seen(writer.pending(subject.path)), FailureKind.DENIED);
      assertFailed(seen(writer.commit(subject.commitRequest("run-a"))), FailureKind.DENIED);
      assertFailed(seen(writer.clear(subject.path, "run-a")), FailureKind.DENIED);
    }
    assertThat(subject.held().run()).isEqualTo("run-a");
  }

  @ParameterizedTest(name = "{0} fails every write in time, and a repeat afterwards succeeds")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void troubleFailsEveryWriteInTimeAndARepeatSucceeds(Trouble trouble) {
    assumeTrue(store().possibleTroubles().contains(trouble), "not possible here");
    Subject subject = new Subject("trouble");

    duringTrouble(trouble, () -> subject.stage("run-a", 1, NEW));
    assertThat(subject.stage("run-a", 1, NEW)).isInstanceOf(StageResult.Staged.class);
    duringTrouble(trouble, subject::pending);
    duringTrouble(trouble, () -> subject.commit("run-a"));
    assertThat(subject.commit("run-a")).isInstanceOf(CommitResult.Committed.class);
    duringTrouble(trouble, () -> subject.clear("run-a"));
    assertThat(subject.clear("run-a")).isEqualTo(new ClearResult.Cleared());
  }

  private void duringTrouble(Trouble trouble, Supplier<?> call) {
    store().set(trouble);
    assertFailed(inTime(call), kindOf(trouble));
    store().set(Trouble.NONE);
  }

  private static VersionedWriter writer(SecretProvider provider) {
    return provider.capability(VersionedWriter.class).orElseThrow();
  }

  private static String tokenOf(String run, int attempt) {
    return UUID.nameUUIDFromBytes((run + "/" + attempt).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  @SafeVarargs
  private static <T> List<T> atOnce(Supplier<T>... calls)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (Supplier<T> call : calls) {
        futures.add(threads.submit(call::get));
      }
      List<T> outcomes = new ArrayList<>();
      for (Future<T> future : futures) {
        outcomes.add(future.get());
      }
      return outcomes;
    }
  }

  /** One object with a property {@code token} that is to be rotated, and a way in to it. */
  private final class Subject {
    final SecretProvider provider = open();
    final VersionedWriter writer = writer(provider);
    final SecretPath path;
    SourceVersion base;

    Subject(String name) {
      this(name, "{\"token\":\"%s\",\"note\":\"kept\"}".formatted(OLD));
    }

    Subject(String name, String json) {
      path = store().freshPath(name);
      base = store().putJson(path, json);
    }

    StageRequest request(String run, int attempt, String value) {
      return new StageRequest(
          path,
          run,
          tokenOf(path + run, attempt),
          attempt,
          base,
          Map.of("token", SecretMaterial.ofUtf8(value)));
    }

    CommitRequest commitRequest(String run) {
      return new CommitRequest(path, run, tokenOf(path + run, 1), base);
    }

    StageResult stage(String run, int attempt, String value) {
      return seen(writer.stage(request(run, attempt, value)));
    }

    PendingResult pending() {
      return seen(writer.pending(path));
    }

    PendingResult.Held held() {
      PendingResult pending = pending();
      assertThat(pending).isInstanceOf(PendingResult.Held.class);
      return (PendingResult.Held) pending;
    }

    CommitResult commit(String run) {
      return seen(writer.commit(commitRequest(run)));
    }

    ClearResult clear(String run) {
      return seen(writer.clear(path, run));
    }

    ReadResult read() {
      return seen(provider.read(ReadRequest.current(path)));
    }

    SourceVersion foreignWrite(String property, String value) {
      return store()
          .putJson(path, "{\"token\":\"%s\",\"%s\":\"%s\"}".formatted(OLD, property, value));
    }
  }
}
