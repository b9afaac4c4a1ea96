package dev.keywright.provider.aws;

import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.SecretKeyReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** An access key in Secrets, read on first use and again after AWS has refused it. */
final class StaticLogin implements AwsLogin {
  private final CredentialSource source;
  private final AwsStaticCredentials references;
  private final AtomicReference<@Nullable AwsCredentials> known = new AtomicReference<>();
  private final ReentrantLock reading = new ReentrantLock();

  StaticLogin(CredentialSource source, AwsStaticCredentials references) {
    this.source = source;
    this.references = references;
  }

  @Override
  public AwsCredentials credentials() {
    AwsCredentials present = known.get();
    if (present != null) {
      return present;
    }
    reading.lock();
    try {
      AwsCredentials sinceThen = known.get();
      if (sinceThen != null) {
        return sinceThen;
      }
      AwsCredentials fresh = read();
      known.set(fresh);
      return fresh;
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void refused(AwsCredentials credentials) {
    known.compareAndSet(credentials, null);
  }

  @Override
  public void close() {
    known.set(null);
  }

  private AwsCredentials read() {
    String id = text(references.accessKeyIdRef(), "accessKeyIdRef");
    String key = text(references.secretAccessKeyRef(), "secretAccessKeyRef");
    SecretKeyReference tokenRef = references.sessionTokenRef();
    return tokenRef == null
        ? AwsBasicCredentials.create(id, key)
        : AwsSessionCredentials.create(id, key, text(tokenRef, "sessionTokenRef"));
  }

  private String text(SecretKeyReference reference, String field) {
    return switch (source.secret(reference)) {
      case Credential.Refused(var failure) -> throw new AwsCallFailed(AwsProblem.IDENTITY, failure);
      case Credential.Resolved(var material) -> {
        // a line end at the end of a file is the commonest slip, and no credential holds blanks
        String text = material.revealUtf8().strip();
        if (text.isEmpty()) {
          throw AwsFailures.invalid(
              "auth.static."
                  + field
                  + " names an empty value (Secret "
                  + reference.name()
                  + ", key "
                  + reference.key()
                  + "): put the credential there");
        }
        yield text;
      }
    };
  }
}
