package dev.keywright.provider.aws;

import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.ProviderEnvironment;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretFinder;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.VersionChecker;
import dev.keywright.provider.spi.VersionedWriter;
import java.util.Optional;

/**
 * One region of AWS Secrets Manager with one identity. Thread-safe. There is no session at AWS to
 * give back: {@link #close} only ends the client.
 */
final class AwsProvider implements SecretProvider {
  private final AwsConnection connection;
  private final AwsReader reader;
  private final AwsWriter writer;
  private final AwsFinder finder;
  private final AwsCheck check;

  private AwsProvider(AwsConnection connection) {
    SecretOperations operations = new SecretOperations(connection);
    this.connection = connection;
    this.reader = new AwsReader(operations);
    this.writer = new AwsWriter(operations);
    this.finder = new AwsFinder(operations);
    this.check = new AwsCheck(connection);
  }

  static AwsProvider open(AwsSettings settings, ProviderEnvironment environment) {
    AwsClientBuild build = new AwsClientBuild(settings, environment.timeout());
    AwsLogin login = AwsLogins.of(settings, build, environment);
    return new AwsProvider(
        new AwsConnection(
            new AwsClients(build, login::credentials),
            login,
            environment.concurrency(),
            environment.timeout()));
  }

  @Override
  public ReadResult read(ReadRequest request) {
    return reader.read(request);
  }

  @Override
  public CheckResult check() {
    return check.check();
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type == VersionChecker.class) {
      return Optional.of(type.cast(reader));
    }
    if (type == SecretFinder.class) {
      return Optional.of(type.cast(finder));
    }
    return type == VersionedWriter.class ? Optional.of(type.cast(writer)) : Optional.empty();
  }

  @Override
  public void close() {
    connection.close();
  }
}
