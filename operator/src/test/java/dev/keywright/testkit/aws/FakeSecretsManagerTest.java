package dev.keywright.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * The fake behaves as the API reference says. Where that leaves something open, recorded answers of
 * AWS to published tests of others decided (custom labels stay on a version that stops being
 * current; a description shows labelled versions only).
 */
final class FakeSecretsManagerTest {
  private static final String NAME = "shop/orders";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeAws aws = new FakeAws(now::get);
  private final AwsFront front = AwsFront.start(aws);
  private final SecretsManagerClient person = AwsStore.person(front.endpoint(), "AKIAPERSON");

  @BeforeEach
  void introduce() {
    aws.know("AKIAPERSON", FakeIdentity.user("person"));
  }

  @AfterEach
  void close() {
    person.close();
    front.close();
  }

  // ---- PutSecretValue

  @Test
  void puttingMovesCurrentAndPreviousAndKeepsOtherLabels() {
    String first = create("1");
    String second = put("2", List.of("AWSCURRENT", "MINE"));
    String third = put("3", List.of());

    assertThat(labels())
        .isEqualTo(Map.of(second, List.of("AWSPREVIOUS", "MINE"), third, List.of("AWSCURRENT")));
    assertThat(versions(true)).containsExactly(first, second, third);
    assertThat(versions(false)).containsExactly(second, third);
  }

  @Test
  void puttingALabelStealsIt() {
    String first = create("1");
    String second = put("2", List.of("AWSPENDING"));
    String third = put("3", List.of("AWSPENDING"));

    assertThat(labels())
        .isEqualTo(Map.of(first, List.of("AWSCURRENT"), third, List.of("AWSPENDING")));
    assertThat(value(second)).isEqualTo("2");
  }

  @Test
  void puttingTheSameAgainDoesNothingAndPuttingOtherIsRefused() {
    create("1");
    String token = UUID.randomUUID().toString();
    put("2", List.of("MINE"), token);

    assertThat(put("2", List.of("OTHER"), token)).isEqualTo(token);
    assertThat(labels().get(token)).containsExactly("MINE");
    assertThatExceptionOfType(ResourceExistsException.class)
        .isThrownBy(() -> put("3", List.of("MINE"), token));
  }

  @Test
  void theFirstVersionIsCurrentWhateverItsLabels() {
    person.createSecret(r -> r.name(NAME));

    String first = put("1", List.of("MINE"));

    assertThat(labels()).isEqualTo(Map.of(first, List.of("AWSCURRENT", "MINE")));
  }

  @Test
  void aSecretTakesTwentyLabelsInAll() {
    create("1");
    for (int i = 0; i < 19; i++) {
      put("v" + i, List.of("L" + i));
    }

    assertThatExceptionOfType(SecretsManagerException.class)
        .isThrownBy(() -> put("too many", List.of("L19")))
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("LimitExceededException"));
  }

  @Test
  void versionsWithoutLabelsGoAfterADayWhenThereAreAHundredNewer() {
    create("0");
    for (int i = 1; i < 120; i++) {
      put(String.valueOf(i), List.of());
    }
    assertThat(versions(true)).hasSize(100);
    now.updateAndGet(time -> time.plus(Duration.ofHours(25)));
    put("last", List.of());

    assertThat(versions(true)).hasSize(100);
  }

  // ---- UpdateSecretVersionStage

  @Test
  void aLabelNobodyHasIsAttachedWithoutALoser() {
    create("1");
    String second = put("2", List.of("MINE"));

    move("AWSPENDING", second, null);

    assertThat(labels().get(second)).containsExactly("AWSPENDING", "MINE");
  }

  @Test
  void aLabelSomebodyHasNeedsTheRightLoser() {
    String first = create("1");
    String second = put("2", List.of("AWSPENDING"));
    String third = put("3", List.of("MINE"));

    refused(() -> move("AWSPENDING", third, null));
    refused(() -> move("AWSPENDING", third, first));
    refused(() -> move("AWSCURRENT", third, null));
    refused(() -> move("NOBODYS", third, first));
    refused(() -> move("AWSPENDING", null, first));
    refused(() -> move("AWSPENDING", null, null));
    refused(() -> move("AWSCURRENT", null, first));
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> move("AWSPENDING", UUID.randomUUID().toString(), second));

    move("AWSPENDING", third, second);
    assertThat(labels())
        .isEqualTo(Map.of(first, List.of("AWSCURRENT"), third, List.of("AWSPENDING", "MINE")));
  }

  @Test
  void movingCurrentTakesPreviousAlong() {
    String first = create("1");
    String second = put("2", List.of());
    String third = put("3", List.of("MINE"));

    move("AWSCURRENT", third, second);
    assertThat(labels())
        .isEqualTo(Map.of(second, List.of("AWSPREVIOUS"), third, List.of("AWSCURRENT", "MINE")));

    move("AWSCURRENT", second, third);
    assertThat(labels())
        .isEqualTo(Map.of(second, List.of("AWSCURRENT"), third, List.of("AWSPREVIOUS", "MINE")));
    assertThat(value(first)).isEqualTo("1");
  }

  @Test
  void aLabelIsTakenOff() {
    create("1");
    String second = put("2", List.of("MINE"));

    move("MINE", null, second);

    assertThat(labels()).doesNotContainKey(second);
    assertThat(value(second)).isEqualTo("2");
  }

  // ---- reading

  @Test
  void idAndStageMustAgree() {
    String first = create("1");

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () ->
                person.getSecretValue(
                    r -> r.secretId(NAME).versionId(first).versionStage("AWSPREVIOUS")));
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> person.getSecretValue(r -> r.secretId(NAME).versionStage("AWSPREVIOUS")));
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> value(UUID.randomUUID().toString()));
  }

  @Test
  void aSecretIsFoundByNameArnAndArnWithoutItsEnd() {
    create("1");
    String arn = person.describeSecret(r -> r.secretId(NAME)).arn();

    for (String id : List.of(NAME, arn, arn.substring(0, arn.length() - 7))) {
      assertThat(person.getSecretValue(r -> r.secretId(id)).secretString()).isEqualTo("1");
    }
  }

  @Test
  void aBatchGivesErrorsByKeyAndTheOtherValues() {
    create("1");
    person.createSecret(r -> r.name("gone").secretString("x"));
    person.deleteSecret(r -> r.secretId("gone"));

    BatchGetSecretValueResponse batch =
        person.batchGetSecretValue(r -> r.secretIdList(NAME, "never", "gone"));

    assertThat(batch.secretValues()).singleElement().returns("1", v -> v.secretString());
    assertThat(batch.errors().stream().map(e -> e.secretId() + ": " + e.errorCode()))
        .containsExactly("never: ResourceNotFoundException", "gone: InvalidRequestException");
  }

  @Test
  void secretsAreListedByPageAndFilter() {
    for (int i = 0; i < 5; i++) {
      String name = "shop/" + i;
      person.createSecret(r -> r.name(name).secretString("x"));
    }
    person.createSecret(r -> r.name("api/key").secretString("x"));
    person.tagResource(
        r -> r.secretId("api/key").tags(Tag.builder().key("team").value("shop").build()));
    person.deleteSecret(r -> r.secretId("shop/4"));

    List<String> names = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      ListSecretsResponse page =
          person.listSecrets(
              r -> r.maxResults(3).nextToken(from).filters(f -> f.key("name").values("shop/")));
      page.secretList().stream().map(SecretListEntry::name).forEach(names::add);
      token = page.nextToken();
    } while (token != null);

    assertThat(names).containsExactly("shop/0", "shop/1", "shop/2", "shop/3");
    assertThat(
            person.listSecrets(r -> r.filters(f -> f.key("tag-value").values("sh"))).secretList())
        .singleElement()
        .returns("api/key", SecretListEntry::name);
  }

  // ---- life

  @Test
  void aDeletedSecretIsClosedUntilItIsRestored() {
    String first = create("1");
    Instant end = now.get().plus(Duration.ofDays(7));
    person.deleteSecret(r -> r.secretId(NAME).recoveryWindowInDays(7L));

    state(() -> value(first));
    state(() -> put("2", List.of()));
    state(() -> move("MINE", first, null));
    state(() -> create("3"));
    state(() -> person.deleteSecret(r -> r.secretId(NAME)));
    assertThat(person.describeSecret(r -> r.secretId(NAME)).deletedDate()).isEqualTo(end);

    person.restoreSecret(r -> r.secretId(NAME));
    assertThat(value(first)).isEqualTo("1");
  }

  @Test
  void aNameIsTakenOnce() {
    create("1");

    assertThatExceptionOfType(ResourceExistsException.class).isThrownBy(() -> create("2"));
    assertThatExceptionOfType(SecretsManagerException.class)
        .isThrownBy(() -> person.createSecret(r -> r.name("no spaces")));
  }

  @Test
  void readsLagWhenTheyAreTold() {
    create("1");
    put("2", List.of());
    aws.secrets().lag(1);

    assertThat(person.getSecretValue(r -> r.secretId(NAME)).secretString()).isEqualTo("1");
    assertThat(person.getSecretValue(r -> r.secretId(NAME)).secretString()).isEqualTo("2");
  }

  private String create(String text) {
    return person.createSecret(r -> r.name(NAME).secretString(text)).versionId();
  }

  private String put(String text, List<String> labels) {
    return put(text, labels, UUID.randomUUID().toString());
  }

  private String put(String text, List<String> labels, String token) {
    now.updateAndGet(time -> time.plus(Duration.ofMinutes(15)));
    return person
        .putSecretValue(
            r -> {
              r.secretId(NAME).secretString(text).clientRequestToken(token);
              if (!labels.isEmpty()) {
                r.versionStages(labels);
              }
            })
        .versionId();
  }

  private void move(String label, @Nullable String to, @Nullable String from) {
    person.updateSecretVersionStage(
        r -> r.secretId(NAME).versionStage(label).moveToVersionId(to).removeFromVersionId(from));
  }

  private String value(String version) {
    return person.getSecretValue(r -> r.secretId(NAME).versionId(version)).secretString();
  }

  private Map<String, List<String>> labels() {
    return person.describeSecret(r -> r.secretId(NAME)).versionIdsToStages();
  }

  private List<String> versions(boolean deprecatedToo) {
    return person
        .listSecretVersionIds(r -> r.secretId(NAME).includeDeprecated(deprecatedToo))
        .versions()
        .stream()
        .map(version -> version.versionId())
        .toList();
  }

  private static void refused(Runnable call) {
    assertThatExceptionOfType(InvalidParameterException.class).isThrownBy(call::run);
  }

  private static void state(Runnable call) {
    assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(call::run);
  }
}
