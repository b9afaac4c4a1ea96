package dev.keywright.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.ServiceAccountReference;
import dev.keywright.testkit.aws.AwsStore;
import dev.keywright.testkit.aws.FakeIdentity;
import dev.keywright.testkit.aws.FakeRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Roles taken with a ServiceAccount's token, and chains of roles. */
final class RoleLoginTest extends FakeAccount {
  private static final String AUDIENCE = "sts.amazonaws.com";
  private static final ServiceAccountReference READER = new ServiceAccountReference("reader", null);
  private static final FakeRole READER_ROLE =
      FakeRole.named("reader", "a-token-of-the-cluster"::equals);
  private static final FakeRole SHOP =
      FakeRole.named("shop", READER_ROLE.sessionArn()::equals)
          .withExternalId("keywright-shop")
          .withTag("team", "shop");
  private static final AwsAssumedRole TO_SHOP =
      new AwsAssumedRole(SHOP.arn(), "keywright-shop", Map.of("team", "shop"));
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @BeforeEach
  void introduceRoles() {
    create("value");
    aws.know(READER_ROLE);
    aws.know(SHOP);
    credentials.put("token-for-" + AUDIENCE, "a-token-of-the-cluster");
  }

  @Test
  @DisplayName(
      "S35 web identity: a ServiceAccount's token takes the role that its annotation names")
  void takesTheRoleOfTheAnnotation() {
    credentials.put(WebIdentityLogin.ROLE_ANNOTATION, READER_ROLE.arn());

    try (SecretProvider open = webIdentity(null, null)) {
      assertThat(open.check())
          .isInstanceOfSatisfying(
              CheckResult.Ready.class,
              ready -> assertThat(ready.identity()).isEqualTo(READER_ROLE.sessionArn()));
      assertThat(read(open)).isInstanceOf(ReadResult.Found.class);
    }
  }

  @Test
  @DisplayName("S35 web identity: the role of the store wins, and one session serves many reads")
  void oneSessionServesManyReads() {
    credentials.put(WebIdentityLogin.ROLE_ANNOTATION, "arn:aws:iam::111122223333:role/other");

    try (SecretProvider open = webIdentity(READER_ROLE.arn(), null)) {
      for (int i = 0; i < 10; i++) {
        assertThat(read(open)).isInstanceOf(ReadResult.Found.class);
      }
      assertThat(front.calls("sts:AssumeRoleWithWebIdentity")).isEqualTo(1);

      advance(Duration.ofMinutes(56));
      assertThat(read(open)).isInstanceOf(ReadResult.Found.class);
      assertThat(front.calls("sts:AssumeRoleWithWebIdentity")).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("S35 web identity: a token that AWS does not trust is denied, with all to look at")
  void anUntrustedTokenIsDenied() {
    credentials.put("token-for-" + AUDIENCE, "canary-token");

    try (SecretProvider open = webIdentity(READER_ROLE.arn(), null)) {
      assertDenied(open.check(), READER_ROLE.arn(), "reader", ":sub", ":aud", AUDIENCE);
      assertThat(read(open).toString()).doesNotContain("canary-token");
    }
  }

  @Test
  void withoutRoleAndAnnotationItSaysWhatTheSourceSays() {
    try (SecretProvider open = webIdentity(null, null)) {
      assertThat(kindOf(open.check())).isEqualTo(FailureKind.INVALID);
    }
  }

  @Test
  @DisplayName("S35 a chain of roles with external id and session tags, started by web identity")
  void takesAChainOfRoles() {
    try (SecretProvider open = webIdentity(READER_ROLE.arn(), List.of(TO_SHOP))) {
      assertThat(open.check())
          .isInstanceOfSatisfying(
              CheckResult.Ready.class,
              ready -> assertThat(ready.identity()).isEqualTo(SHOP.sessionArn()));
      assertThat(read(open)).isInstanceOf(ReadResult.Found.class);
      assertThat(front.calls("sts:AssumeRole")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("S35 a role that asks for another external id or another tag is denied by name")
  void aRoleThatIsNotGivenIsDenied() {
    AwsAssumedRole otherId = new AwsAssumedRole(SHOP.arn(), "guess", Map.of("team", "shop"));
    AwsAssumedRole otherTag = new AwsAssumedRole(SHOP.arn(), "keywright-shop", Map.of("team", "x"));
    for (AwsAssumedRole role : List.of(otherId, otherTag)) {
      try (SecretProvider open = webIdentity(READER_ROLE.arn(), List.of(role))) {
        assertDenied(open.check(), SHOP.arn(), "externalId", "sts:TagSession");
      }
    }
  }

  @Test
  @DisplayName("S35 a chain started by a static key reads that key again when AWS refuses it")
  void aChainSeesAReplacedKey() {
    FakeRole fromUser = FakeRole.named("from-user", arn -> arn.endsWith(":user/next"));
    aws.know(fromUser);
    aws.know("AKIANEXT", FakeIdentity.user("next"));
    AwsSettings settings =
        new AwsSettings(
            AwsStore.REGION,
            front.endpoint().toString(),
            AwsStore.settings(front.endpoint()).auth(),
            List.of(new AwsAssumedRole(fromUser.arn(), null, null)));
    try (SecretProvider open = open(settings)) {
      assertDenied(open.check(), fromUser.arn());
      aws.forget("AKIAKEYWRIGHT");

      credentials.put("id", "AKIANEXT");

      assertThat(read(open)).isInstanceOf(ReadResult.Found.class);
    }
  }

  private SecretProvider webIdentity(@Nullable String role, @Nullable List<AwsAssumedRole> chain) {
    return open(
        new AwsSettings(
            AwsStore.REGION,
            front.endpoint().toString(),
            AwsAuth.byWebIdentity(new AwsWebIdentity(READER, role, null)),
            chain));
  }

  private SecretProvider open(AwsSettings settings) {
    return new AwsProviderFactory()
        .open(settings, AwsStore.environment(credentials, TIMEOUT, clock));
  }

  private static ReadResult read(SecretProvider open) {
    return open.read(ReadRequest.current(PATH));
  }

  private static FailureKind kindOf(CheckResult result) {
    return ((CheckResult.Failed) result).failure().kind();
  }

  private static void assertDenied(CheckResult result, String... named) {
    assertThat(result)
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(FailureKind.DENIED);
              assertThat(failed.failure().message()).contains(named);
            });
  }
}
