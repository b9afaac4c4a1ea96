package dev.keywright.testkit.aws;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * An access key that the fake knows.
 *
 * @param arn whose it is
 * @param sessionToken the token that must come with it; empty for a long-lived key
 * @param expired whether its time is over
 * @param allows which actions it may call, for instance {@code secretsmanager:GetSecretValue}
 */
public record FakeIdentity(
    String arn, Optional<String> sessionToken, boolean expired, Predicate<String> allows) {
  /** A user that may do everything. */
  public static FakeIdentity user(String name) {
    return new FakeIdentity(
        "arn:aws:iam::111122223333:user/" + name, Optional.empty(), false, action -> true);
  }

  /** The same with other rights. */
  public FakeIdentity allowing(Predicate<String> actions) {
    return new FakeIdentity(arn, sessionToken, expired, actions);
  }

  /** The same as temporary credentials. */
  public FakeIdentity withSession(String token) {
    return new FakeIdentity(arn, Optional.of(token), expired, allows);
  }

  /** The same past its end. */
  public FakeIdentity expiredNow() {
    return new FakeIdentity(arn, sessionToken, true, allows);
  }
}
