package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom a store trusts: the authorities of {@code spec.provider.vault.ca}, and nobody else.
 *
 * @param bundle where the certificates come from
 * @param credentials reads them
 */
record VaultTrust(VaultSettings.CaBundle bundle, CredentialSource credentials) {
  private static final ProviderFailure UNREADABLE =
      ProviderFailure.of(
          FailureKind.INVALID,
          "spec.provider.vault.ca holds no readable certificate; it must be PEM text with one or"
              + " more CERTIFICATE blocks");

  /** Whether the certificates could be had. */
  sealed interface Trust {
    /** Trust these. */
    record Given(SSLContext context) implements Trust {}

    /** They cannot be had. */
    record Refused(ProviderFailure failure) implements Trust {}
  }

  /** Reads the certificates as they are now. */
  Trust resolve() {
    return switch (certificates()) {
      case Credential.Refused(ProviderFailure failure) -> new Trust.Refused(failure);
      case Credential.Resolved(SecretMaterial pem) ->
          contextOf(pem)
              .<Trust>map(Trust.Given::new)
              .orElseGet(() -> new Trust.Refused(UNREADABLE));
    };
  }

  private Credential certificates() {
    if (bundle.configMapRef() != null) {
      return credentials.configMap(bundle.configMapRef());
    }
    if (bundle.secretRef() != null) {
      return credentials.secret(bundle.secretRef());
    }
    return new Credential.Resolved(
        SecretMaterial.ofUtf8(Objects.requireNonNullElse(bundle.inline(), "")));
  }

  private static Optional<SSLContext> contextOf(SecretMaterial pem) {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.reveal()));
      if (certificates.isEmpty()) {
        return Optional.empty();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return Optional.of(context);
    } catch (GeneralSecurityException | IOException e) {
      return Optional.empty();
    }
  }
}
