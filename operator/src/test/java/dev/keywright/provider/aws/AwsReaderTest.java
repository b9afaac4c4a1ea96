package dev.keywright.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionChecker;
import dev.keywright.provider.spi.VersionResult;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.testkit.aws.AwsAnswer;
import dev.keywright.testkit.aws.FakeIdentity;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

final class AwsReaderTest extends FakeAccount {
  @Test
  @DisplayName("S1 a binary secret comes back byte for byte")
  void readsBinary() {
    byte[] bytes = {0, (byte) 0xff, 1, (byte) 0xfe, 0, 'x'};
    person.createSecret(r -> r.name(PATH.path()).secretBinary(SdkBytes.fromByteArray(bytes)));

    assertThat(found(ReadRequest.current(PATH)).content())
        .isEqualTo(new SecretContent.Blob(SecretMaterial.of(bytes)));
  }

  @Test
  void textThatIsNoObjectIsABlob() {
    create("just a password");

    assertThat(found(ReadRequest.current(PATH)).content())
        .isEqualTo(new SecretContent.Blob(SecretMaterial.ofUtf8("just a password")));
  }

  @Test
  void aDocumentIsHandedOnAsItIsWritten() {
    String json = "{ \"n\" : 1.10, \"a\": [ ] }\n";
    create(json);

    assertThat(found(ReadRequest.current(PATH)).content())
        .isEqualTo(new SecretContent.Document(SecretMaterial.ofUtf8(json)));
  }

  @Test
  void readsByStageAndSaysWhenTheVersionWasMade() {
    String first = create("one");
    put("two");

    SecretObject previous = found(read(new VersionSelector.Staged("AWSPREVIOUS")));

    assertThat(previous.version()).isEqualTo(new SourceVersion(first));
    assertThat(previous.changedTime()).contains(now.get().minus(Duration.ofMinutes(1)));
    assertThat(result(read(new VersionSelector.Staged("AWSPENDING"))))
        .isInstanceOf(ReadResult.Absent.class);
  }

  @Test
  void readsByArn() {
    String version = create("one");
    String arn = person.describeSecret(r -> r.secretId(PATH.path())).arn();

    assertThat(found(ReadRequest.current(SecretPath.of(arn))).version())
        .isEqualTo(new SourceVersion(version));
  }

  @Test
  void aReadIsOneCall() {
    create("one");
    int before = front.calls();

    found(ReadRequest.current(PATH));

    assertThat(front.calls() - before).isEqualTo(1);
  }

  @Test
  void aReadNamesItsStageSinceRightsAndEmulatorsDependOnIt() {
    create("one");
    front
        .faults()
        .answerNext(
            r -> r.body().contains("\"VersionStage\":\"AWSCURRENT\""),
            AwsAnswer.error(400, "AccessDeniedException", "x"));

    assertThat(kindOf(ReadRequest.current(PATH))).isEqualTo(FailureKind.DENIED);
  }

  @Test
  void whatAwsCannotTakeIsRefusedWithoutACall() {
    create("one");

    assertThat(kindOf(read(new VersionSelector.Pinned("41")))).isEqualTo(FailureKind.INVALID);
    assertThat(kindOf(read(new VersionSelector.Staged("x".repeat(257)))))
        .isEqualTo(FailureKind.INVALID);
    assertThat(kindOf(ReadRequest.current(new SecretPath(Optional.of("kv"), PATH.path()))))
        .isEqualTo(FailureKind.INVALID);
    assertThat(front.calls()).isZero();
  }

  @Test
  @DisplayName("S19 a state that is not a deletion is never Absent")
  void aRefusalForAnotherStateIsNotAbsence() {
    create("one");
    front
        .faults()
        .answerNext(
            r -> r.action().equals(GET), AwsAnswer.error(400, "InvalidRequestException", "x"));

    assertThat(kindOf(ReadRequest.current(PATH))).isEqualTo(FailureKind.INVALID);
  }

  @Test
  @DisplayName("S19 a deletion that cannot be confirmed for lack of rights is not Absent")
  void aDeletionMustBeConfirmed() {
    create("one");
    person.deleteSecret(r -> r.secretId(PATH.path()));
    aws.know("AKIAKEYWRIGHT", FakeIdentity.user("reader").allowing(GET::equals));

    assertThat(kindOf(ReadRequest.current(PATH))).isEqualTo(FailureKind.INVALID);
  }

  @Test
  @DisplayName("S19 a 404 that is not AWS's own is never Absent")
  void aForeign404IsNotAbsence() {
    create("one");
    front.faults().answer(new AwsAnswer(404, "text/html", "<h1>not found</h1>"));

    assertThat(kindOf(ReadRequest.current(PATH))).isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void aRestoredSecretIsFoundAgain() {
    create("one");
    person.deleteSecret(r -> r.secretId(PATH.path()));
    assertThat(result(ReadRequest.current(PATH))).isInstanceOf(ReadResult.Absent.class);

    person.restoreSecret(r -> r.secretId(PATH.path()));

    assertThat(result(ReadRequest.current(PATH))).isInstanceOf(ReadResult.Found.class);
  }

  @Test
  void aSecretWithoutAValueIsAbsent() {
    person.createSecret(r -> r.name(PATH.path()));

    assertThat(result(ReadRequest.current(PATH))).isInstanceOf(ReadResult.Absent.class);
    assertThat(check()).isInstanceOf(VersionResult.Absent.class);
  }

  // ---- at least

  @Test
  void aReadThatLagsBehindOurWriteIsUnavailable() {
    create("one");
    String ours = put("two");
    aws.secrets().lag(1);

    assertThat(kindOf(atLeast(ours))).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(found(atLeast(ours)).version()).isEqualTo(new SourceVersion(ours));
  }

  @Test
  void readAndDescriptionThatLagTogetherAreUnavailableToo() {
    create("one");
    String ours = put("two");
    aws.secrets().lag(2);

    assertThat(kindOf(atLeast(ours))).isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void everythingThatLagsTogetherIsUnavailableToo() {
    create("one");
    String ours = put("two");
    aws.secrets().lag(3);

    assertThat(kindOf(atLeast(ours))).isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void aSecretThatDoesNotShowUpYetAfterOurWriteIsUnavailable() {
    String ours = create("one");
    aws.secrets().lag(1);

    assertThat(kindOf(atLeast(ours))).isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void newerVersionsThanOursAreFine() {
    create("one");
    String ours = put("two");
    String overtaken = put("three");
    assertThat(found(atLeast(ours)).version()).isEqualTo(new SourceVersion(overtaken));

    String overtakenAgain = put("four");
    assertThat(found(atLeast(ours)).version()).isEqualTo(new SourceVersion(overtakenAgain));
  }

  @Test
  void anOldVersionThatSomebodyMadeCurrentAgainIsFine() {
    String old = create("one");
    String ours = put("two");
    person.updateSecretVersionStage(
        r ->
            r.secretId(PATH.path())
                .versionStage("AWSCURRENT")
                .moveToVersionId(old)
                .removeFromVersionId(ours));

    assertThat(found(atLeast(ours)).version()).isEqualTo(new SourceVersion(old));
  }

  // ---- version check

  @Test
  void theVersionCheckIsOneCallAndHandsOutNoValue() {
    String version = create("one");

    assertThat(check())
        .isEqualTo(new VersionResult.Current(new SourceVersion(version), Optional.of(now.get())));
    assertThat(front.calls(DESCRIBE)).isEqualTo(1);
    assertThat(front.calls()).isEqualTo(1);
  }

  @Test
  void theVersionCheckGivesNoDateThatMayBeThatOfAnotherChange() {
    create("one");
    String second = put("two");

    assertThat(check())
        .isEqualTo(new VersionResult.Current(new SourceVersion(second), Optional.empty()));
  }

  @Test
  @DisplayName("S49 without DescribeSecret the version check is Denied and reads go on")
  void theVersionCheckCanBeDeniedOnItsOwn() {
    create("one");
    aws.know("AKIAKEYWRIGHT", FakeIdentity.user("reader").allowing(GET::equals));

    assertThat(check())
        .isInstanceOfSatisfying(
            VersionResult.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.DENIED));
    assertThat(result(ReadRequest.current(PATH))).isInstanceOf(ReadResult.Found.class);
  }

  private VersionResult check() {
    return provider.capability(VersionChecker.class).orElseThrow().versionOf(PATH);
  }

  private ReadResult result(ReadRequest request) {
    return provider.read(request);
  }

  private SecretObject found(ReadRequest request) {
    ReadResult result = result(request);
    assertThat(result).isInstanceOf(ReadResult.Found.class);
    return ((ReadResult.Found) result).object();
  }

  private FailureKind kindOf(ReadRequest request) {
    ReadResult result = result(request);
    assertThat(result).isInstanceOf(ReadResult.Failed.class);
    return ((ReadResult.Failed) result).failure().kind();
  }

  private static ReadRequest read(VersionSelector selector) {
    return new ReadRequest(PATH, selector, Optional.empty());
  }

  private static ReadRequest atLeast(String version) {
    return new ReadRequest(
        PATH, VersionSelector.current(), Optional.of(new SourceVersion(version)));
  }
}
