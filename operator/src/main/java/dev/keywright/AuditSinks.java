package dev.keywright;

import dev.keywright.audit.WiredSink;
import dev.keywright.audit.checkpoint.CheckpointSink;
import dev.keywright.audit.checkpoint.FileCheckpoints;
import dev.keywright.audit.sink.AuditSink;
import dev.keywright.audit.sink.FileSink;
import dev.keywright.audit.sink.HttpSink;
import dev.keywright.audit.sink.S3Sink;
import dev.keywright.audit.sink.SpoolingSink;
import dev.keywright.audit.sink.StdoutSink;
import dev.keywright.config.AuditSinkSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;

/** The sinks that the settings ask for. */
final class AuditSinks {
  private static final long SPOOL_BYTES = 64L << 20;

  /** A far sink answers within its own timeout; the lane gives a whole batch a little longer. */
  private static final int BATCH_TIMEOUTS = 2;

  private final AuditSinkSettings settings;
  private final InstantSource clock;
  private final List<WiredSink> records = new ArrayList<>();
  private final List<CheckpointSink> checkpoints = new ArrayList<>();

  AuditSinks(AuditSinkSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    add(new StdoutSink(), timeout());
    settings.files().records().map(FileSink::new).ifPresent(sink -> add(sink, timeout()));
    settings.files().checkpoints().map(FileCheckpoints::new).ifPresent(checkpoints::add);
    settings.http().map(this::http).ifPresent(this::addFar);
    settings.s3().map(this::s3).ifPresent(this::addFar);
  }

  /** Take records. */
  List<WiredSink> records() {
    return List.copyOf(records);
  }

  /** Take checkpoints. */
  List<CheckpointSink> checkpoints() {
    return List.copyOf(checkpoints);
  }

  private Duration timeout() {
    return settings.terms().timeout();
  }

  private <S extends AuditSink & CheckpointSink> void addFar(S sink) {
    checkpoints.add(sink);
    boolean isRequired = settings.terms().required().contains(((AuditSink) sink).name());
    Optional<Path> spool = settings.files().spool().filter(folder -> !isRequired);
    AuditSink spooled =
        spool
            .<AuditSink>map(
                folder ->
                    new SpoolingSink(
                        sink, folder.resolve(((AuditSink) sink).name() + ".spool"), SPOOL_BYTES))
            .orElse(sink);
    add(spooled, timeout().multipliedBy(BATCH_TIMEOUTS));
  }

  private void add(AuditSink sink, Duration patience) {
    records.add(new WiredSink(sink, patience, settings.terms().required().contains(sink.name())));
  }

  private HttpSink http(AuditSinkSettings.Http http) {
    Optional<Path> deadLetters =
        settings.files().spool().map(folder -> folder.resolve("http.dead"));
    return new HttpSink(
        new HttpSink.Settings(http.address(), http.tokenFile(), timeout(), deadLetters), clock);
  }

  private S3Sink s3(AuditSinkSettings.S3 s3) {
    var http =
        UrlConnectionHttpClient.builder().connectionTimeout(timeout()).socketTimeout(timeout());
    var client =
        S3Client.builder()
            .httpClientBuilder(http)
            .region(Region.of(s3.region()))
            .forcePathStyle(s3.endpoint().isPresent())
            .overrideConfiguration(
                options -> options.apiCallTimeout(timeout()).apiCallAttemptTimeout(timeout()));
    s3.endpoint().ifPresent(client::endpointOverride);
    ObjectLockMode mode =
        s3.lock().isGovernance() ? ObjectLockMode.GOVERNANCE : ObjectLockMode.COMPLIANCE;
    return new S3Sink(
        client.build(),
        new S3Sink.Settings(s3.bucket(), s3.prefix(), s3.lock().retention(), mode),
        clock);
  }
}
