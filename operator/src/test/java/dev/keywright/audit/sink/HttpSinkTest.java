package dev.keywright.audit.sink;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.keywright.audit.ChainedLines;
import dev.keywright.audit.GeneratedLog;
import dev.keywright.audit.TestKeys;
import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.checkpoint.Checkpoint;
import dev.keywright.audit.checkpoint.NoteSigner;
import dev.keywright.audit.sink.AuditSink.Delivery;
import dev.keywright.testkit.MutableClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSinkTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<AuditLine> LINES = ChainedLines.of(3);

  @RegisterExtension
  static final WireMockExtension RECEIVER =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @TempDir private Path folder;
  private final MutableClock clock = MutableClock.atNoon();
  private HttpSink sink;
  private Path deadLetters;

  @BeforeEach
  void open() throws Exception {
    deadLetters = folder.resolve("dead");
    Path token = Files.writeString(folder.resolve("token"), "t0ken\n");
    sink =
        new HttpSink(
            new HttpSink.Settings(
                URI.create(RECEIVER.url("/events")),
                Optional.of(token),
                Duration.ofSeconds(2),
                Optional.of(deadLetters)),
            clock);
  }

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void postsEachRecordAsAStructuredCloudEvent() throws Exception {
    answer(aResponse().withStatus(202));

    assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Acked.class);

    List<LoggedRequest> requests = requests();
    assertThat(requests).hasSize(3);
    for (int index = 0; index < 3; index++) {
      LoggedRequest request = requests.get(index);
      JsonNode event = JSON.readTree(request.getBody());
      JsonNode record = JSON.readTree(LINES.get(index).json());
      assertThat(request.getHeader("Content-Type")).startsWith("application/cloudevents+json");
      assertThat(request.getHeader("Authorization")).isEqualTo("Bearer t0ken");
      assertThat(event.get("specversion").asText()).isEqualTo("1.0");
      assertThat(event.get("id").asText()).isEqualTo(record.get("id").asText());
      assertThat(event.get("type").asText())
          .isEqualTo("dev.keywright.audit.v1." + record.get("type").asText());
      assertThat(event.get("source").asText()).startsWith("/keywright/");
      assertThat(event.get("data")).isEqualTo(record);
      assertThat(request.getBodyAsString()).contains(",\"data\":" + LINES.get(index).json() + "}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int code) {
    answer(aResponse().withStatus(code).withHeader("Location", RECEIVER.url("/elsewhere")));

    assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Failed.class);

    assertThat(requests()).hasSize(1).allMatch(request -> request.getUrl().equals("/events"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 500, 503})
  void failsOnOtherAnswersAndTriesAgain(int code) {
    answer(aResponse().withStatus(code).withBody("s3cret text of the receiver"));
    Delivery failed = sink.accept(LINES);
    answer(aResponse().withStatus(200));

    assertThat(failed)
        .isEqualTo(new Delivery.Failed("The audit receiver answered with code " + code + "."));
    assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Acked.class);
  }

  @Test
  void sendsNothingAnyMoreOnceTheReceiverIsGone() {
    answer(aResponse().withStatus(410));
    sink.accept(LINES);
    answer(aResponse().withStatus(200));

    assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Failed.class);
    assertThat(requests()).isEmpty();
  }

  @Test
  void putsWhatTheReceiverWillNeverTakeAmongTheDeadLetters() throws Exception {
    answer(aResponse().withStatus(415));

    assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Acked.class);

    assertThat(Files.readAllLines(deadLetters))
        .isEqualTo(LINES.stream().map(AuditLine::json).toList());
  }

  @Test
  void waitsAsLongAsTheReceiverAsks() {
    answer(aResponse().withStatus(429).withHeader("Retry-After", "120"));
    sink.accept(LINES);
    answer(aResponse().withStatus(200));

    clock.advance(Duration.ofSeconds(119));
    assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Failed.class);
    assertThat(requests()).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Acked.class);
  }

  @Test
  void readsADateToWaitForAndWaitsNoLongerThanAnHour() {
    answer(aResponse().withStatus(429).withHeader("Retry-After", "Fri, 31 Dec 2049 23:59:59 GMT"));
    sink.accept(LINES);
    answer(aResponse().withStatus(200));

    clock.advance(Duration.ofMinutes(59));
    assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Failed.class);
    clock.advance(Duration.ofMinutes(1));
    assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Acked.class);
  }

  @Test
  void goesOnWhereItStopped() {
    RECEIVER.resetAll();
    RECEIVER.stubFor(
        post(anyUrl())
            .inScenario("one")
            .whenScenarioStateIs("Started")
            .willReturn(aResponse().withStatus(200))
            .willSetStateTo("full"));
    RECEIVER.stubFor(
        post(anyUrl())
            .inScenario("one")
            .whenScenarioStateIs("full")
            .willReturn(aResponse().withStatus(500)));
    sink.accept(LINES);
    answer(aResponse().withStatus(200));

    sink.accept(LINES);

    assertThat(requests()).hasSize(2);
  }

  @Test
  void aReceiverThatNeverAnswersFailsAfterItsTimeout() {
    answer(aResponse().withStatus(200).withFixedDelay(20_000));
    long begin = System.nanoTime();

    assertThat(sink.accept(LINES)).isInstanceOf(Delivery.Failed.class);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(12));
  }

  @Test
  void postsCheckpointsToo() throws Exception {
    answer(aResponse().withStatus(200));
    Checkpoint checkpoint = GeneratedLog.of(3, 30, false).checkpointAfter(9);
    NoteSigner signer = new NoteSigner(checkpoint.origin(), TestKeys.ed25519());

    assertThat(sink.publish(checkpoint, signer.sign(checkpoint))).isEmpty();

    JsonNode event = JSON.readTree(requests().getFirst().getBody());
    assertThat(event.get("type").asText()).isEqualTo("dev.keywright.audit.v1.Checkpoint");
    assertThat(event.get("data").asText()).isEqualTo(signer.sign(checkpoint).toString());
  }

  private static void answer(ResponseDefinitionBuilder response) {
    RECEIVER.resetAll();
    RECEIVER.stubFor(any(anyUrl()).willReturn(response));
  }

  private static List<LoggedRequest> requests() {
    return RECEIVER.getAllServeEvents().reversed().stream()
        .map(event -> event.getRequest())
        .toList();
  }
}
