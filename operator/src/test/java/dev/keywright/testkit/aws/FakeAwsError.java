package dev.keywright.testkit.aws;

/** An error answer of the fake. */
final class FakeAwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String text;

  FakeAwsError(String code, String message) {
    super(message, null, false, false);
    this.code = code;
    this.text = message;
  }

  static FakeAwsError noSecret() {
    return new FakeAwsError(
        "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }

  static FakeAwsError noValue(String what) {
    return new FakeAwsError(
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret value for " + what);
  }

  static FakeAwsError parameter(String message) {
    return new FakeAwsError("InvalidParameterException", message);
  }

  static FakeAwsError state(String message) {
    return new FakeAwsError("InvalidRequestException", message);
  }

  static FakeAwsError deleted() {
    return state(
        "You can't perform this operation on the secret because it was marked for deletion.");
  }

  String code() {
    return code;
  }

  String text() {
    return text;
  }
}
