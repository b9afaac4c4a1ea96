package dev.keywright.testkit.aws;

/**
 * One answer.
 *
 * @param status HTTP status
 * @param contentType of the body
 * @param body as text
 */
public record AwsAnswer(int status, String contentType, String body) {
  private static final String JSON = "application/x-amz-json-1.1";

  /** An answer of Secrets Manager. */
  public static AwsAnswer json(String body) {
    return new AwsAnswer(200, JSON, body);
  }

  /** An error of Secrets Manager. */
  public static AwsAnswer error(int status, String code, String message) {
    return new AwsAnswer(
        status, JSON, "{\"__type\":\"%s\",\"Message\":\"%s\"}".formatted(code, message));
  }

  /** An answer of STS. */
  public static AwsAnswer xml(int status, String body) {
    return new AwsAnswer(status, "text/xml", body);
  }
}
