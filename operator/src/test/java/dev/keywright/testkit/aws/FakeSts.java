package dev.keywright.testkit.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The operations of AWS STS over its query protocol. Sessions last an hour. Thread-safe. */
final class FakeSts {
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
  private static final Duration LIFE = Duration.ofHours(1);

  private final InstantSource clock;
  private final Map<String, FakeRole> roles = new ConcurrentHashMap<>();
  private final AtomicInteger sessions = new AtomicInteger();

  FakeSts(InstantSource clock) {
    this.clock = clock;
  }

  /** What the account knows of sessions. */
  interface Account {
    void know(String accessKeyId, FakeIdentity identity);
  }

  void know(FakeRole role) {
    roles.put(role.arn(), role);
  }

  AwsAnswer identity(FakeIdentity caller) {
    return ok(
        "GetCallerIdentity",
        "<Arn>%s</Arn><UserId>AIDAEXAMPLE</UserId><Account>111122223333</Account>"
            .formatted(caller.arn()));
  }

  AwsAnswer assume(FakeIdentity caller, AwsRequest request, Account account) {
    return give("AssumeRole", caller.arn(), "AccessDenied", request, account);
  }

  AwsAnswer assumeWithToken(AwsRequest request, Account account) {
    String token = request.form("WebIdentityToken").orElse("");
    return give("AssumeRoleWithWebIdentity", token, "InvalidIdentityToken", request, account);
  }

  static AwsAnswer error(int status, String code) {
    return AwsAnswer.xml(
        status,
        "<ErrorResponse xmlns=\"%s\"><Error><Type>Sender</Type><Code>%s</Code></Error></ErrorResponse>"
            .formatted(NAMESPACE, code));
  }

  private AwsAnswer give(
      String operation, String who, String refusal, AwsRequest request, Account account) {
    Optional<FakeRole> role = request.form("RoleArn").map(roles::get);
    if (role.filter(found -> found.isGivenTo(who, request)).isEmpty()) {
      return error(refusal.equals("AccessDenied") ? 403 : 400, refusal);
    }
    int number = sessions.incrementAndGet();
    String key = "ASIASESSION" + number;
    String token = "session-" + number;
    account.know(
        key, new FakeIdentity(role.get().sessionArn(), Optional.of(token), false, action -> true));
    return ok(
        operation,
        "<Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>of-%s</SecretAccessKey><SessionToken>%s</SessionToken><Expiration>%s</Expiration></Credentials>"
            .formatted(key, key, token, clock.instant().plus(LIFE)));
  }

  private static AwsAnswer ok(String operation, String result) {
    return AwsAnswer.xml(
        200,
        "<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult></%1$sResponse>"
            .formatted(operation, NAMESPACE, result));
  }
}
