package dev.keywright.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.ClearResult;
import dev.keywright.provider.spi.CommitRequest;
import dev.keywright.provider.spi.CommitResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.PendingResult;
import dev.keywright.provider.spi.StageRequest;
import dev.keywright.provider.spi.StageResult;
import dev.keywright.provider.spi.VersionedWriter;
import dev.keywright.testkit.aws.AwsAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;

/** What the contract cannot see: labels, call counts, and what a crash or a lag leaves behind. */
final class AwsWriterTest extends FakeAccount {
  private static final String RUN = "orders-0123456789abcdef";

  private VersionedWriter writer;
  private String base = "";

  @BeforeEach
  void createSecret() {
    writer = provider.capability(VersionedWriter.class).orElseThrow();
    base = create("{\"token\":\"old\",\"note\":\"kept\"}");
  }

  @Test
  void theTokenBecomesTheVersionAndTheLabelsTellTheStory() {
    String mark = new SlotMark(RUN, 1, base).label();

    assertThat(stage(RUN, 1, "new")).isEqualTo(staged(token(RUN, 1)));
    assertThat(labels())
        .isEqualTo(Map.of(base, List.of("AWSCURRENT"), token(RUN, 1), List.of("AWSPENDING", mark)));

    assertThat(commit(RUN, 1)).isEqualTo(committed(token(RUN, 1)));
    assertThat(labels())
        .isEqualTo(
            Map.of(
                base,
                List.of("AWSPREVIOUS"),
                token(RUN, 1),
                List.of("AWSCURRENT", "AWSPENDING", mark)));

    assertThat(writer.clear(PATH, RUN)).isEqualTo(new ClearResult.Cleared());
    assertThat(labels())
        .isEqualTo(Map.of(base, List.of("AWSPREVIOUS"), token(RUN, 1), List.of("AWSCURRENT")));
    assertThat(current()).isEqualTo("{\"token\":\"new\",\"note\":\"kept\"}");
  }

  @Test
  void aRotationCostsTwelveCalls() {
    stage(RUN, 1, "new");
    assertThat(front.calls()).isEqualTo(4);
    writer.pending(PATH);
    assertThat(front.calls()).isEqualTo(4 + 3);
    commit(RUN, 1);
    writer.clear(PATH, RUN);

    assertThat(front.calls()).isEqualTo(4 + 3 + 2 + 3);
  }

  @Test
  @DisplayName("R2 a crash between the two calls of stage keeps the value that was written first")
  void aValueDrawnAgainNeverReplacesTheFirst() {
    front.faults().answerNext(r -> r.action().equals(MOVE), broken());
    assertThat(stage(RUN, 1, "first")).isInstanceOf(StageResult.Failed.class);
    assertThat(writer.pending(PATH)).isEqualTo(new PendingResult.Empty());

    assertThat(stage(RUN, 1, "second")).isEqualTo(staged(token(RUN, 1)));

    assertThat(held().properties()).isEqualTo(Map.of("token", SecretMaterial.ofUtf8("first")));
  }

  @ParameterizedTest(name = "R3 the reply to {0} is lost, and a repeat finds the first value")
  @ValueSource(strings = {DESCRIBE, GET, PUT, MOVE})
  void stageSurvivesALostReplyAtEveryCall(String action) {
    front.faults().loseReplyOfNext(r -> r.action().equals(action));
    assertThat(stage(RUN, 1, "first")).isInstanceOf(StageResult.Failed.class);

    assertThat(stage(RUN, 1, "second")).isEqualTo(staged(token(RUN, 1)));

    boolean written = action.equals(PUT) || action.equals(MOVE);
    assertThat(held().properties())
        .isEqualTo(Map.of("token", SecretMaterial.ofUtf8(written ? "first" : "second")));
    assertThat(labels()).hasSize(2);
  }

  @Test
  void nothingIsSentTwiceBehindOurBack() {
    front.faults().loseReplyOfNext(r -> r.action().equals(PUT));

    stage(RUN, 1, "new");

    assertThat(front.calls(PUT)).isEqualTo(1);
  }

  @Test
  void whoLosesTheRaceForTheSlotLeavesNothingBehind() {
    // between our look and our attach another run attaches
    stage("other", 1, "theirs");
    String theirs =
        labels().keySet().stream().filter(v -> !v.equals(base)).findFirst().orElseThrow();
    moveAsPerson("AWSPENDING", null, theirs);
    front
        .faults()
        .answerNext(
            r -> {
              boolean isAttach = r.action().equals(MOVE);
              if (isAttach) {
                moveAsPerson("AWSPENDING", theirs, null);
              }
              return isAttach;
            },
            AwsAnswer.error(400, "InvalidParameterException", "attached elsewhere"));

    assertThat(stage(RUN, 1, "ours")).isEqualTo(new StageResult.Occupied("other"));

    assertThat(labels()).containsOnlyKeys(base, theirs);
    assertThat(held().run()).isEqualTo("other");
  }

  @Test
  void awsItselfRefusesASecondHolder() {
    // the look shows a free slot: as old as before the other run's attach
    stage("other", 1, "theirs");
    aws.secrets().lag(1);

    assertThat(stage(RUN, 1, "ours")).isEqualTo(new StageResult.Occupied("other"));
    assertThat(held().run()).isEqualTo("other");
    assertThat(labels()).hasSize(2);
  }

  @Test
  void aRotationOutsideKeywrightIsLeftAloneUntilItIsDone() {
    String lambda = UUID.randomUUID().toString();
    person.putSecretValue(
        r ->
            r.secretId(PATH.path())
                .secretString("{\"token\":\"lambda\"}")
                .clientRequestToken(lambda)
                .versionStages("AWSPENDING"));

    assertThat(stage(RUN, 1, "new"))
        .isInstanceOfSatisfying(
            StageResult.Occupied.class, taken -> assertThat(taken.holder()).contains(lambda));
    assertThat(writer.pending(PATH)).isEqualTo(new PendingResult.Empty());
    assertThat(writer.clear(PATH, RUN)).isEqualTo(new ClearResult.Cleared());
    assertThat(labels().get(lambda)).containsExactly("AWSPENDING");

    moveAsPerson("AWSCURRENT", lambda, base);
    base = lambda;
    assertThat(stage(RUN, 1, "new")).isEqualTo(staged(token(RUN, 1)));
    assertThat(labels().get(lambda)).containsExactly("AWSCURRENT");
  }

  @Test
  void aStolenSlotIsNotCommitted() {
    stage(RUN, 1, "new");
    String thief = UUID.randomUUID().toString();
    person.putSecretValue(
        r ->
            r.secretId(PATH.path())
                .secretString("{}")
                .clientRequestToken(thief)
                .versionStages("AWSPENDING"));

    assertThat(commit(RUN, 1)).isEqualTo(new CommitResult.NotStaged());
    assertThat(labels().get(base)).containsExactly("AWSCURRENT");
  }

  @Test
  void anEarlierAttemptLeavesNoLabelBehind() {
    stage(RUN, 1, "first");

    assertThat(stage(RUN, 2, "second")).isEqualTo(staged(token(RUN, 2)));

    assertThat(labels()).containsOnlyKeys(base, token(RUN, 2));
    assertThat(commit(RUN, 1)).isEqualTo(new CommitResult.NotStaged());
    assertThat(commit(RUN, 2)).isEqualTo(committed(token(RUN, 2)));
  }

  @Test
  void aClearedAttemptCanBeStagedOnceMoreWithAnotherValue() {
    stage(RUN, 1, "first");
    writer.clear(PATH, RUN);

    assertThat(stage(RUN, 1, "second")).isInstanceOf(StageResult.Staged.class);
    assertThat(held().properties()).isEqualTo(Map.of("token", SecretMaterial.ofUtf8("second")));
    assertThat(commit(RUN, 1)).isInstanceOf(CommitResult.Committed.class);
    assertThat(current()).contains("second");
  }

  @Test
  void clearAfterACrashInItsMiddleEndsTheWork() {
    stage(RUN, 1, "new");
    front.faults().answerNext(r -> r.action().equals(MOVE) && r.body().contains("KW-"), broken());
    assertThat(writer.clear(PATH, RUN)).isInstanceOf(ClearResult.Failed.class);
    assertThat(writer.pending(PATH)).isEqualTo(new PendingResult.Empty());

    assertThat(writer.clear(PATH, RUN)).isEqualTo(new ClearResult.Cleared());
    assertThat(labels()).containsOnlyKeys(base);
  }

  // ---- commit

  @Test
  @DisplayName("R3 a commit whose reply was lost is found to have landed")
  void commitFindsWhatItDid() {
    stage(RUN, 1, "new");
    front.faults().loseReplyOfNext(r -> r.action().equals(MOVE));

    assertThat(commit(RUN, 1)).isInstanceOf(CommitResult.Failed.class);
    assertThat(commit(RUN, 1)).isEqualTo(committed(token(RUN, 1)));
    assertThat(front.calls(MOVE)).isEqualTo(2);
  }

  @Test
  @DisplayName("R6 a write between the look and the move is never overwritten")
  void commitNamesTheLoser() {
    stage(RUN, 1, "new");
    String[] foreign = new String[1];
    front
        .faults()
        .answerNext(
            r -> {
              if (r.action().equals(DESCRIBE)) {
                return false;
              }
              foreign[0] = put("{\"token\":\"foreign\"}");
              return false;
            },
            broken());

    assertThat(commit(RUN, 1)).isEqualTo(new CommitResult.BaseMoved(version(foreign[0])));
    assertThat(current()).contains("foreign");
  }

  @Test
  void aLookThatLagsBehindTheStageDoesNotLoseTheSlot() {
    stage(RUN, 1, "new");
    aws.secrets().lag(1);

    assertThat(commit(RUN, 1)).isEqualTo(committed(token(RUN, 1)));
  }

  @Test
  void aLookThatLagsBehindTheCommitDoesNotDeceive() {
    stage(RUN, 1, "new");
    commit(RUN, 1);
    aws.secrets().lag(1);

    assertThat(commit(RUN, 1)).isEqualTo(committed(token(RUN, 1)));
  }

  @Test
  void looksThatLagTwiceAreUnavailable() {
    stage(RUN, 1, "new");
    commit(RUN, 1);
    aws.secrets().lag(2);

    assertThat(commit(RUN, 1))
        .isInstanceOfSatisfying(
            CommitResult.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.UNAVAILABLE));
  }

  @Test
  @DisplayName("R6 a rebased commit after a lost reply makes the same version")
  void aRebasedCommitCanBeRepeated() {
    stage(RUN, 1, "new");
    base = put("{\"token\":\"old\",\"note\":\"foreign\",\"n\":1.0}");
    front.faults().loseReplyOfNext(r -> r.action().equals(PUT));
    assertThat(commit(RUN, 1)).isInstanceOf(CommitResult.Failed.class);
    front.faults().loseReplyOfNext(r -> r.action().equals(MOVE) && r.body().contains("AWSPENDING"));
    assertThat(commit(RUN, 1)).isInstanceOf(CommitResult.Failed.class);

    CommitResult result = commit(RUN, 1);

    assertThat(result).isEqualTo(committed(VersionIds.rebased(token(RUN, 1), base)));
    assertThat(commit(RUN, 1)).isEqualTo(result);
    assertThat(current()).isEqualTo("{\"token\":\"new\",\"note\":\"foreign\",\"n\":1.0}");
    writer.clear(PATH, RUN);
    assertThat(labels().values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrder("AWSCURRENT", "AWSPREVIOUS");
  }

  @Test
  void aCommitAfterTheSlotWasClearedStillKnowsItsVersion() {
    stage(RUN, 1, "new");
    commit(RUN, 1);
    writer.clear(PATH, RUN);

    assertThat(commit(RUN, 1)).isEqualTo(committed(token(RUN, 1)));
  }

  // ---- shapes

  @Test
  void aBinarySecretIsRotatedAsAWhole() {
    base = putBinary(new byte[] {1, 0, (byte) 0xff});
    byte[] fresh = {2, 0, (byte) 0xfe};

    assertThat(writer.stage(request(RUN, 1, Map.of("", SecretMaterial.of(fresh)))))
        .isEqualTo(staged(token(RUN, 1)));
    assertThat(held().properties()).isEqualTo(Map.of("", SecretMaterial.of(fresh)));
    commit(RUN, 1);

    assertThat(person.getSecretValue(r -> r.secretId(PATH.path())).secretBinary().asByteArray())
        .isEqualTo(fresh);
  }

  @Test
  void aPlainTextSecretIsRotatedAsAWhole() {
    base = put("old");

    writer.stage(request(RUN, 1, Map.of("", SecretMaterial.ofUtf8("new"))));
    commit(RUN, 1);

    assertThat(current()).isEqualTo("new");
  }

  @Test
  void aPropertyOfWhatIsNoObjectIsRefused() {
    base = put("old");

    assertThat(stage(RUN, 1, "new"))
        .isInstanceOfSatisfying(
            StageResult.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.INVALID));
    assertThat(front.calls(PUT)).isZero();
  }

  @Test
  void aSecretMarkedForDeletionIsNotStaged() {
    person.deleteSecret(r -> r.secretId(PATH.path()));

    assertThat(stage(RUN, 1, "new")).isInstanceOf(StageResult.Failed.class);
    assertThat(commit(RUN, 1)).isInstanceOf(CommitResult.Failed.class);
    assertThat(writer.pending(PATH)).isEqualTo(new PendingResult.Empty());
    assertThat(writer.clear(PATH, RUN)).isEqualTo(new ClearResult.Cleared());
  }

  private StageResult stage(String run, int attempt, String value) {
    return writer.stage(request(run, attempt, Map.of("token", SecretMaterial.ofUtf8(value))));
  }

  private StageRequest request(String run, int attempt, Map<String, SecretMaterial> properties) {
    return new StageRequest(PATH, run, token(run, attempt), attempt, version(base), properties);
  }

  private CommitResult commit(String run, int attempt) {
    return writer.commit(new CommitRequest(PATH, run, token(run, attempt), version(base)));
  }

  private PendingResult.Held held() {
    PendingResult pending = writer.pending(PATH);
    assertThat(pending).isInstanceOf(PendingResult.Held.class);
    return (PendingResult.Held) pending;
  }

  private void moveAsPerson(String label, @Nullable String to, @Nullable String from) {
    person.updateSecretVersionStage(
        r ->
            r.secretId(PATH.path())
                .versionStage(label)
                .moveToVersionId(to)
                .removeFromVersionId(from));
  }

  private String putBinary(byte[] bytes) {
    return person
        .putSecretValue(r -> r.secretId(PATH.path()).secretBinary(SdkBytes.fromByteArray(bytes)))
        .versionId();
  }

  private static String token(String run, int attempt) {
    return UUID.nameUUIDFromBytes((run + attempt).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static SourceVersion version(String id) {
    return new SourceVersion(id);
  }

  private static StageResult staged(String id) {
    return new StageResult.Staged(version(id));
  }

  private static CommitResult committed(String id) {
    return new CommitResult.Committed(version(id));
  }

  private static AwsAnswer broken() {
    return AwsAnswer.error(500, "InternalServiceError", "broken");
  }
}
