package dev.keywright.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keywright.audit.chain.AuditLine;
import dev.keywright.audit.checkpoint.Checkpoint;
import dev.keywright.audit.checkpoint.CheckpointSink;
import dev.keywright.audit.checkpoint.SignedNote;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts each batch as one object into an S3 bucket with object lock, so that until the retention
 * ends nobody can change or delete it; in mode COMPLIANCE not even the account's root user. A
 * bucket without object lock is refused. Object names sort in the order of the chain:
 *
 * <pre>
 *   PREFIX/CLUSTER/log/EPOCH/FIRST-LAST.jsonl
 *   PREFIX/CLUSTER/checkpoints/SIZE.txt
 * </pre>
 */
public final class S3Sink implements AuditSink, CheckpointSink {
  private static final Logger LOG = LoggerFactory.getLogger(S3Sink.class);

  /**
   * Where and how.
   *
   * @param prefix in front of every name, without slashes at its ends; may be empty
   * @param retention how long objects are locked
   * @param mode who may lift the lock
   */
  public record Settings(String bucket, String prefix, Duration retention, ObjectLockMode mode) {}

  private final S3Client client;
  private final Settings settings;
  private final InstantSource clock;
  private boolean isLocked;

  /**
   * @param client with a bound on every call; closed with this sink
   */
  public S3Sink(S3Client client, Settings settings, InstantSource clock) {
    this.client = client;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public synchronized Delivery accept(List<AuditLine> lines) {
    AuditLine first = lines.getFirst();
    String name =
        String.format(
            Locale.ROOT,
            "log/%010d/%019d-%019d.jsonl",
            first.position().epoch(),
            first.position().seq(),
            lines.getLast().position().seq());
    String text = lines.stream().map(AuditLine::json).collect(Collectors.joining("\n", "", "\n"));
    return put(key(first.position().cluster(), name), text)
        .<Delivery>map(Delivery.Failed::new)
        .orElseGet(Delivery.Acked::new);
  }

  @Override
  public synchronized Optional<Diagnosis> publish(Checkpoint checkpoint, SignedNote note) {
    String cluster = checkpoint.origin().substring(checkpoint.origin().indexOf("/audit/") + 7);
    String name = String.format(Locale.ROOT, "checkpoints/%019d.txt", checkpoint.size());
    return put(key(cluster, name), note.toString())
        .map(why -> new Diagnosis(Reason.Reconciling, why));
  }

  private String key(String cluster, String name) {
    String place = cluster.replaceAll("[^A-Za-z0-9._-]", "-") + "/" + name;
    return settings.prefix().isEmpty() ? place : settings.prefix() + "/" + place;
  }

  /** Why the object is not kept; empty when it is. */
  private Optional<String> put(String key, String text) {
    try {
      if (!isLocked && !hasObjectLock()) {
        return Optional.of("The S3 bucket has no object lock: make one with it.");
      }
      isLocked = true;
      client.putObject(
          request ->
              request
                  .bucket(settings.bucket())
                  .key(key)
                  .contentType("text/plain; charset=utf-8")
                  .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                  .objectLockMode(settings.mode())
                  .objectLockRetainUntilDate(clock.instant().plus(settings.retention())),
          RequestBody.fromBytes(text.getBytes(UTF_8)));
      return Optional.empty();
    } catch (S3Exception e) {
      LOG.debug("S3 refused an object of the audit trail", e);
      return Optional.of("S3 answered with code " + e.statusCode() + ".");
    } catch (SdkException e) {
      LOG.debug("S3 could not be reached", e);
      return Optional.of("S3 could not be reached.");
    }
  }

  private boolean hasObjectLock() {
    try {
      return client
              .getObjectLockConfiguration(request -> request.bucket(settings.bucket()))
              .objectLockConfiguration()
              .objectLockEnabled()
          == ObjectLockEnabled.ENABLED;
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
