package dev.keywright.e2e.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.audit.GeneratedLog;
import dev.keywright.audit.TestKeys;
import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.checkpoint.Checkpoint;
import dev.keywright.audit.checkpoint.NoteSigner;
import dev.keywright.audit.sink.AuditSink.Delivery;
import dev.keywright.audit.sink.S3Sink;
import dev.keywright.audit.verify.AuditVerifier;
import dev.keywright.audit.verify.Expectation;
import dev.keywright.e2e.junit.RealService;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The S3 sink on moto's S3, which knows object lock. */
@RealService(Component.MOTO)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3SinkIT {
  private static final GeneratedLog LOG = GeneratedLog.of(21, 300, false);

  private final URI address;
  private final S3Client s3;

  S3SinkIT(RealComponents components) {
    this.address = URI.create(components.moto().endpoint());
    this.s3 = client(address);
  }

  private static S3Client client(URI address) {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .region(Region.US_EAST_1)
        .endpointOverride(address)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")))
        .build();
  }

  @AfterAll
  void close() {
    s3.close();
  }

  private S3Sink sink(String bucket) {
    return new S3Sink(
        client(address),
        new S3Sink.Settings(bucket, "audit", Duration.ofDays(400), ObjectLockMode.COMPLIANCE),
        Clock.systemUTC());
  }

  @Test
  void keepsLinesThatNobodyCanDeleteAndThatVerify() throws IOException {
    s3.createBucket(request -> request.bucket("locked").objectLockEnabledForBucket(true));
    Checkpoint checkpoint = LOG.checkpointAfter(200);
    NoteSigner signer = new NoteSigner(checkpoint.origin(), TestKeys.ed25519());
    try (S3Sink sink = sink("locked")) {
      List<AuditLine> lines = LOG.lines();
      for (int from = 0; from < lines.size(); from += 100) {
        int to = Math.min(lines.size(), from + 100);
        assertThat(sink.accept(lines.subList(from, to))).isInstanceOf(Delivery.Acked.class);
      }
      assertThat(sink.publish(checkpoint, signer.sign(checkpoint))).isEmpty();
    }

    List<ObjectVersion> kept =
        s3.listObjectVersions(request -> request.bucket("locked")).versions();
    assertThat(kept).isNotEmpty().allSatisfy(this::assertLocked);
    AuditVerifier verifier = new AuditVerifier(Expectation.reaching(LOG.lastHead()));
    for (ObjectVersion object : kept) {
      if (object.key().contains("/log/")) {
        verifier.read(object.key(), new ByteArrayInputStream(bytes(object)));
      } else {
        assertThat(new String(bytes(object), UTF_8)).isEqualTo(signer.sign(checkpoint).toString());
      }
    }
    assertThat(verifier.finish().isClean()).isTrue();
  }

  private void assertLocked(ObjectVersion object) {
    // moto answers GetObjectRetention with a body that the SDK cannot read; HeadObject says the
    // same.
    var head = s3.headObject(request -> request.bucket("locked").key(object.key()));
    assertThat(head.objectLockMode()).isEqualTo(ObjectLockMode.COMPLIANCE);
    assertThat(head.objectLockRetainUntilDate()).isAfter(Instant.now().plus(Duration.ofDays(399)));
    assertThatThrownBy(
            () ->
                s3.deleteObject(
                    request ->
                        request.bucket("locked").key(object.key()).versionId(object.versionId())))
        .isInstanceOf(S3Exception.class);
  }

  private byte[] bytes(ObjectVersion object) {
    return s3.getObject(
            request -> request.bucket("locked").key(object.key()), ResponseTransformer.toBytes())
        .asByteArray();
  }

  @Test
  void refusesABucketWithoutLockAndOneThatIsNotThere() {
    s3.createBucket(request -> request.bucket("open"));
    try (S3Sink open = sink("open");
        S3Sink missing = sink("missing")) {
      assertThat(open.accept(LOG.lines().subList(0, 1)))
          .isEqualTo(new Delivery.Failed("The S3 bucket has no object lock: make one with it."));
      assertThat(missing.accept(LOG.lines().subList(0, 1))).isInstanceOf(Delivery.Failed.class);
    }
    assertThat(s3.listObjectVersions(request -> request.bucket("open")).versions()).isEmpty();
  }
}
