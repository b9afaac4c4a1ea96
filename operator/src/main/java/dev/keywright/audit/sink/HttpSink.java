package dev.keywright.audit.sink;

import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.checkpoint.Checkpoint;
import dev.keywright.audit.checkpoint.CheckpointSink;
import dev.keywright.audit.checkpoint.SignedNote;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts each record as a CloudEvent (HTTP binding, structured mode) to one address.
 *
 * <pre>
 *   2xx   kept
 *   3xx   failed: a redirect is never followed, since it would name another receiver
 *   410   the receiver is gone: nothing is sent any more until the process starts anew
 *   415   the receiver will never take this event: it is put among the dead letters and counts as done
 *   429   failed, and nothing is sent before Retry-After
 *   else  failed
 * </pre>
 *
 * <p>Bodies of answers are not read. A batch that failed half-way goes on where it stopped.
 */
public final class HttpSink implements AuditSink, CheckpointSink {
  private static final Logger LOG = LoggerFactory.getLogger(HttpSink.class);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MAX_DEAD_LETTERS_NAMED = 10;

  /**
   * Where and how.
   *
   * @param address the receiver; http or https
   * @param tokenFile file with a bearer token, read anew for each batch
   * @param timeout how long one request may take
   * @param deadLetters file for events that the receiver will never take
   */
  public record Settings(
      URI address, Optional<Path> tokenFile, Duration timeout, Optional<Path> deadLetters) {}

  private final Settings settings;
  private final InstantSource clock;
  private final HttpClient client;
  private final Optional<FileSink> deadLetters;
  private Instant notBefore = Instant.MIN;
  private boolean isGone;
  private long sentEpoch;
  private long sentSeq;
  private long dead;

  public HttpSink(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.deadLetters = settings.deadLetters().map(FileSink::new);
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .build();
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public synchronized Delivery accept(List<AuditLine> lines) {
    for (AuditLine line : lines) {
      if (wasSent(line)) {
        continue;
      }
      Optional<String> why = post(CloudEvent.of(line), Optional.of(line));
      if (why.isPresent()) {
        return new Delivery.Failed(why.get());
      }
      sentEpoch = line.position().epoch();
      sentSeq = line.position().seq();
    }
    return new Delivery.Acked();
  }

  private boolean wasSent(AuditLine line) {
    return line.position().epoch() == sentEpoch && line.position().seq() <= sentSeq;
  }

  @Override
  public synchronized Optional<Diagnosis> publish(Checkpoint checkpoint, SignedNote note) {
    String cluster = checkpoint.origin().substring(checkpoint.origin().indexOf("/audit/") + 7);
    return post(CloudEvent.of(cluster, checkpoint, note), Optional.empty())
        .map(why -> new Diagnosis(Reason.Reconciling, why));
  }

  /** Why the event is not kept; empty when it is. */
  private Optional<String> post(String event, Optional<AuditLine> line) {
    if (isGone) {
      return Optional.of("The audit receiver is gone (410); restart the operator to try again.");
    }
    if (clock.instant().isBefore(notBefore)) {
      return Optional.of("The audit receiver asked to wait (429).");
    }
    try {
      HttpResponse<Void> answer =
          client.send(request(event), HttpResponse.BodyHandlers.discarding());
      return judge(answer, line);
    } catch (IOException e) {
      LOG.debug("The audit receiver could not be reached", e);
      return Optional.of("The audit receiver could not be reached.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("The operator is stopping.");
    }
  }

  private HttpRequest request(String event) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.address())
            .timeout(settings.timeout())
            .header("Content-Type", CloudEvent.MEDIA_TYPE)
            .POST(HttpRequest.BodyPublishers.ofString(event));
    if (settings.tokenFile().isPresent()) {
      String token = Files.readString(settings.tokenFile().get()).strip();
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  private Optional<String> judge(HttpResponse<Void> answer, Optional<AuditLine> line) {
    int code = answer.statusCode();
    if (code / 100 == 2) {
      return Optional.empty();
    }
    return switch (code) {
      case HttpURLConnection.HTTP_GONE -> {
        isGone = true;
        LOG.warn("The audit receiver is gone (410); nothing is sent until the operator restarts");
        yield Optional.of("The audit receiver is gone (410).");
      }
      case HttpURLConnection.HTTP_UNSUPPORTED_TYPE ->
          line.isPresent() ? bury(line.get()) : Optional.of("The receiver takes no checkpoints.");
      case TOO_MANY_REQUESTS -> {
        notBefore = RetryAfter.parse(answer.headers(), clock.instant());
        yield Optional.of("The audit receiver asked to wait (429).");
      }
      default ->
          Optional.of(
              code / 100 == 3
                  ? "The audit receiver redirects (code " + code + "): give its final address."
                  : "The audit receiver answered with code " + code + ".");
    };
  }

  /** Puts a line among the dead letters; it counts as done when it is there. */
  private Optional<String> bury(AuditLine line) {
    dead++;
    if (dead <= MAX_DEAD_LETTERS_NAMED) {
      LOG.atWarn()
          .addKeyValue("seq", line.position().seq())
          .addKeyValue("refused", dead)
          .log("The audit receiver will not take this record (415)");
    }
    return deadLetters
        .map(file -> file.accept(List.of(line)))
        .filter(Delivery.Failed.class::isInstance)
        .map(failed -> "The file of dead letters cannot be written.");
  }

  @Override
  public void close() {
    deadLetters.ifPresent(FileSink::close);
    client.shutdownNow();
  }
}
