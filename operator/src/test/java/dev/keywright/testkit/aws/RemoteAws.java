package dev.keywright.testkit.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Passes requests on to a service elsewhere that does not verify signatures. Thread-safe. */
public final class RemoteAws implements AwsBackend, AutoCloseable {
  /** What says who calls and what is called; the rest belongs to a connection. */
  private static final List<String> PASSED =
      List.of(
          "Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Target", "X-Amz-Security-Token");

  private final URI target;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A service at {@code target}. */
  public RemoteAws(URI target) {
    this.target = target;
  }

  @Override
  public AwsAnswer answer(AwsRequest request) {
    HttpRequest.Builder passed =
        HttpRequest.newBuilder(target.resolve("/"))
            .POST(HttpRequest.BodyPublishers.ofString(request.body()));
    PASSED.forEach(name -> request.header(name).ifPresent(value -> passed.header(name, value)));
    try {
      HttpResponse<String> answer =
          client.send(passed.build(), HttpResponse.BodyHandlers.ofString());
      return new AwsAnswer(
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse("text/plain"),
          answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
