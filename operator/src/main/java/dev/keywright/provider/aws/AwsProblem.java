package dev.keywright.provider.aws;

import dev.keywright.provider.spi.FailureKind;

/** What AWS can have against a call, as far as it matters to Keywright. */
enum AwsProblem {
  /** No such secret, version or label. */
  ABSENT(
      FailureKind.INVALID,
      "AWS Secrets Manager has no such secret or version: check name, ARN and region"),
  /** Not possible with the secret as it is now, above all when it is marked for deletion. */
  STATE(
      FailureKind.INVALID,
      "AWS Secrets Manager refuses this for the secret as it is now: it may be marked for deletion,"
          + " managed by another service, or read from another account without a KMS key of its"
          + " own"),
  /** A name, id or label that AWS does not take. */
  PARAMETER(
      FailureKind.INVALID,
      "AWS Secrets Manager does not accept the request: check the form of name, version and stage"),
  /** The version id is in use for another value. */
  TAKEN(FailureKind.INVALID, "the version id is in use for another value"),
  /** A known identity without the right. */
  RIGHTS(
      FailureKind.DENIED,
      "AWS denies the call: allow it in the identity's IAM policy and in the secret's resource"
          + " policy, and kms:Decrypt where the secret has a KMS key of its own"),
  /** An identity that AWS does not accept. */
  IDENTITY(
      FailureKind.DENIED,
      "AWS does not accept the credentials: check the access key that auth names, the region, and"
          + " the operator's clock"),
  /** A role that AWS does not give to this identity. */
  UNTRUSTED(
      FailureKind.DENIED,
      "AWS does not give the role to this identity: check the role's trust policy and, for a"
          + " ServiceAccount, the identity provider in IAM"),
  /** Temporary credentials past their end. */
  EXPIRED(
      FailureKind.DENIED,
      "AWS says that the credentials have expired: put fresh ones where auth points to"),
  /** The KMS key of the secret is disabled, deleted or closed to us. */
  KEY(
      FailureKind.DENIED,
      "AWS cannot use the KMS key of the secret: enable the key, and allow kms:Decrypt and, to"
          + " rotate, kms:GenerateDataKey"),
  /** Too many requests. */
  THROTTLED(FailureKind.THROTTLED, "AWS asks for fewer requests"),
  /** Too many versions or labels. */
  QUOTA(
      FailureKind.THROTTLED,
      "a quota of AWS Secrets Manager is used up: rotate less often, and remove staging labels that"
          + " nobody needs"),
  /** The other side is not AWS Secrets Manager. */
  UNSUPPORTED(
      FailureKind.INVALID,
      "the endpoint does not know this call of AWS Secrets Manager: check endpoint and region"),
  /** Refused for a reason that Keywright does not know. */
  UNKNOWN(
      FailureKind.INVALID,
      "AWS Secrets Manager refuses the call with an error that Keywright does not know: CloudTrail"
          + " has its code"),
  /** No answer, or not a valid one. */
  UNAVAILABLE(
      FailureKind.UNAVAILABLE, "AWS Secrets Manager gave no valid answer in time: retried later");

  private final FailureKind kind;
  private final String sentence;

  AwsProblem(FailureKind kind, String sentence) {
    this.kind = kind;
    this.sentence = sentence;
  }

  FailureKind kind() {
    return kind;
  }

  /** What is wrong and the way out. */
  String sentence() {
    return sentence;
  }

  /** Whether other credentials, or a corrected clock, may help. */
  boolean isAboutIdentity() {
    return this == IDENTITY || this == EXPIRED;
  }

  /** Whether a move of a label was refused because the labels are not where the caller thought. */
  boolean isRefusedMove() {
    return this == PARAMETER || this == STATE || this == ABSENT;
  }
}
