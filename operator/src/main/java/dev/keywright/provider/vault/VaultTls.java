package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.Credential;
import dev.keywright.provider.spi.CredentialSource;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/**
 * How a store's connections are secured: whom they trust, and the certificate that they show.
 *
 * @param bundle the authorities to trust, and no others; empty for those of the Java runtime
 * @param client the certificate to show; empty for none
 * @param credentials reads both
 */
record VaultTls(
    Optional<VaultSettings.CaBundle> bundle,
    Optional<ClientTls> client,
    CredentialSource credentials) {
  private static final char[] NO_PASSWORD = new char[0];
  private static final ProviderFailure UNREADABLE_CA =
      ProviderFailure.of(
          FailureKind.INVALID,
          "spec.provider.vault.ca holds no readable certificate; it must be PEM text with one or"
              + " more CERTIFICATE blocks");
  private static final ProviderFailure UNUSABLE =
      ProviderFailure.of(
          FailureKind.INVALID,
          "spec.provider.vault.clientTls cannot be used: tls.crt must be PEM with the certificate"
              + " first, and tls.key its private key in PEM without a passphrase");

  /** Whether the certificates could be had. */
  sealed interface Outcome {
    /** Connect with this. */
    record Given(SSLContext context) implements Outcome {}

    /** They cannot be had. */
    record Refused(ProviderFailure failure) implements Outcome {}
  }

  /** Reads the certificates as they are now. */
  Outcome resolve() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), null);
      return new Outcome.Given(context);
    } catch (NotToBeHad e) {
      return new Outcome.Refused(e.failure);
    } catch (GeneralSecurityException e) {
      return new Outcome.Refused(UNUSABLE);
    }
  }

  private TrustManager @Nullable [] trustManagers() throws NotToBeHad {
    if (bundle.isEmpty()) {
      return null;
    }
    SecretMaterial pem = have(authorities(bundle.get()));
    try {
      KeyStore store = emptyStore();
      for (Certificate certificate : certificatesIn(pem)) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      if (store.size() == 0) {
        throw new NotToBeHad(UNREADABLE_CA);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return trust.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new NotToBeHad(UNREADABLE_CA);
    }
  }

  private Credential authorities(VaultSettings.CaBundle ca) {
    if (ca.configMapRef() != null) {
      return credentials.configMap(ca.configMapRef());
    }
    if (ca.secretRef() != null) {
      return credentials.secret(ca.secretRef());
    }
    return new Credential.Resolved(
        SecretMaterial.ofUtf8(Objects.requireNonNullElse(ca.inline(), "")));
  }

  private KeyManager @Nullable [] keyManagers() throws NotToBeHad {
    if (client.isEmpty()) {
      return null;
    }
    SecretMaterial chain = have(credentials.secret(client.get().secretRef().certificate()));
    SecretMaterial key = have(credentials.secret(client.get().secretRef().privateKey()));
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry(
          "client", keyIn(key), NO_PASSWORD, certificatesIn(chain).toArray(Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      return keys.getKeyManagers();
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new NotToBeHad(UNUSABLE);
    }
  }

  /** PKCS #8, PKCS #1 and SEC 1, whichever the issuer wrote. */
  private static PrivateKey keyIn(SecretMaterial pem) throws IOException, NotToBeHad {
    try (PEMParser parser = new PEMParser(new StringReader(pem.revealUtf8()))) {
      JcaPEMKeyConverter converter =
          new JcaPEMKeyConverter()
              .setAlgorithmMapping(X9ObjectIdentifiers.id_ecPublicKey, "EC"); // the JDK's name
      for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
        switch (found) {
          case PEMKeyPair pair -> {
            return converter.getPrivateKey(pair.getPrivateKeyInfo());
          }
          case PrivateKeyInfo info -> {
            return converter.getPrivateKey(info);
          }
          default -> {} // EC PARAMETERS stand before some keys
        }
      }
    }
    throw new NotToBeHad(UNUSABLE);
  }

  private static Collection<? extends Certificate> certificatesIn(SecretMaterial pem)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.reveal()));
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static SecretMaterial have(Credential credential) throws NotToBeHad {
    return switch (credential) {
      case Credential.Resolved(SecretMaterial material) -> material;
      case Credential.Refused(ProviderFailure failure) -> throw new NotToBeHad(failure);
    };
  }

  /** Ends the look at the first thing that cannot be had. */
  private static final class NotToBeHad extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ProviderFailure failure;

    NotToBeHad(ProviderFailure failure) {
      super(failure.message());
      this.failure = failure;
    }
  }
}
