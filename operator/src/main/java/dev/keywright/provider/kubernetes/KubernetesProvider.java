package dev.keywright.provider.kubernetes;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.ClusterSecrets;
import dev.keywright.provider.spi.ClusterSecrets.Lookup;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.VersionSelector;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * The Secrets of one namespace of this cluster, each by its name. A Secret's version is its
 * resourceVersion, which also changes when only metadata changes; there is no cheaper check than a
 * read. Thread-safe.
 */
final class KubernetesProvider implements SecretProvider {
  /** RFC 1123 subdomain, as the Kubernetes API demands of names of Secrets. */
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private static final int LONGEST_NAME = 253;
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final String PROBE = "keywright-check";

  private final KubernetesSettings settings;
  private final ClusterSecrets secrets;
  private final AtomicBoolean closed = new AtomicBoolean();

  KubernetesProvider(KubernetesSettings settings, ClusterSecrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  @Override
  public ReadResult read(ReadRequest request) {
    Optional<ProviderFailure> refusal = refusalOf(request);
    if (refusal.isPresent()) {
      return new ReadResult.Failed(refusal.get());
    }
    return switch (lookUp(request.path().path())) {
      case Lookup.Refused(var failure) -> new ReadResult.Failed(failure);
      case Lookup.Absent() ->
          new ReadResult.Absent("no Secret " + settings.namespace() + "/" + request.path().path());
      case Lookup.Found(var values, var version) -> found(request, values, version);
    };
  }

  /**
   * Asks for a Secret that need not exist. A refusal says nothing here: the account may be allowed
   * other names, and each read asks for its own.
   */
  @Override
  public CheckResult check() {
    return switch (lookUp(PROBE)) {
      case Lookup.Refused(var failure) when failure.kind() != FailureKind.DENIED ->
          new CheckResult.Failed(failure);
      case Lookup.Refused ignored -> ready();
      case Lookup.Absent() -> ready();
      case Lookup.Found ignored -> ready();
    };
  }

  @Override
  public void close() {
    closed.set(true);
  }

  private Lookup lookUp(String name) {
    return closed.get()
        ? new Lookup.Refused(
            ProviderFailure.of(FailureKind.UNAVAILABLE, "the store has been closed"))
        : secrets.read(settings.namespace(), name, settings.serviceAccountRef());
  }

  private CheckResult ready() {
    String namespace = settings.serviceAccountRef().namespace();
    return new CheckResult.Ready(
        "ServiceAccount "
            + (namespace == null ? "" : namespace + "/")
            + settings.serviceAccountRef().name()
            + " for namespace "
            + settings.namespace(),
        Set.of(CheckResult.Capability.READ));
  }

  private static ReadResult found(
      ReadRequest request, Map<String, SecretMaterial> values, SourceVersion version) {
    if (request.atLeast().filter(wanted -> isOlder(version, wanted)).isPresent()) {
      return new ReadResult.Failed(
          ProviderFailure.of(
              FailureKind.UNAVAILABLE,
              "the API server does not show the version just written of "
                  + request.path()
                  + ": retried later"));
    }
    return new ReadResult.Found(
        new SecretObject(new SecretContent.Fields(values), version, Optional.empty()));
  }

  /** The Kubernetes API lets clients compare resourceVersions of one kind as numbers. */
  private static boolean isOlder(SourceVersion version, SourceVersion wanted) {
    boolean areNumbers =
        DIGITS.matcher(version.id()).matches() && DIGITS.matcher(wanted.id()).matches();
    return areNumbers && new BigInteger(version.id()).compareTo(new BigInteger(wanted.id())) < 0;
  }

  private Optional<ProviderFailure> refusalOf(ReadRequest request) {
    SecretPath path = request.path();
    if (path.isReserved()
        || path.path().length() > LONGEST_NAME
        || !NAME.matcher(path.path()).matches()) {
      return refusal(
          path
              + " cannot be the name of a Secret in namespace "
              + settings.namespace()
              + ": the path of a kubernetes store is the name of a Secret, without slashes");
    }
    if (path.mount().isPresent()) {
      return refusal("a kubernetes store has no mounts: remove mount from the source of " + path);
    }
    return switch (request.selector()) {
      case VersionSelector.Current() -> Optional.empty();
      case VersionSelector.Pinned ignored -> refusal(noVersions("version", path));
      case VersionSelector.Staged ignored -> refusal(noVersions("stage", path));
    };
  }

  private static String noVersions(String field, SecretPath path) {
    return "a kubernetes store keeps no old versions: remove "
        + field
        + " from the source of "
        + path;
  }

  private static Optional<ProviderFailure> refusal(String message) {
    return Optional.of(ProviderFailure.of(FailureKind.INVALID, message));
  }
}
