package dev.keywright.e2e.launcher.start;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority for one run (ECDSA P-256). Certificates are valid for 30 days from an
 * hour ago.
 */
final class CertificateAuthority {
  private static final Duration SLACK = Duration.ofHours(1);
  private static final Duration VALIDITY = Duration.ofDays(30);

  /** A certificate and its private key, both PEM. */
  record Issued(String certificatePem, String keyPem) {
    @Override
    public String toString() {
      return "Issued[...]";
    }
  }

  private final SecureRandom random = new SecureRandom();
  private final Instant now;
  private final KeyPair keys;
  private final X500Name name = new X500Name("CN=keywright-e2e");
  private final X509Certificate certificate;

  CertificateAuthority(Instant now) {
    this.now = now;
    this.keys = ellipticKeys();
    X509v3CertificateBuilder builder = builder(name, keys);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
    } catch (CertIOException e) {
      throw new IllegalStateException(e);
    }
    this.certificate = sign(builder);
  }

  Issued itself() {
    return new Issued(pem("CERTIFICATE", encoded(certificate)), pem(keys));
  }

  /** A server certificate for host names and literal IPv4 addresses. */
  Issued server(String commonName, List<String> hosts) {
    GeneralName[] names =
        hosts.stream()
            .map(
                host ->
                    new GeneralName(
                        host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName,
                        host))
            .toArray(GeneralName[]::new);
    return issue(
        "CN=" + commonName, ellipticKeys(), KeyPurposeId.id_kp_serverAuth, new GeneralNames(names));
  }

  /** A client certificate, for example for {@code O=system:masters,CN=admin}. */
  Issued client(String distinguishedName) {
    return issue(distinguishedName, rsaKeys(), KeyPurposeId.id_kp_clientAuth, null);
  }

  private Issued issue(
      String distinguishedName,
      KeyPair subjectKeys,
      KeyPurposeId purpose,
      @Nullable GeneralNames alternativeNames) {
    X509v3CertificateBuilder builder = builder(new X500Name(distinguishedName), subjectKeys);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      if (alternativeNames != null) {
        builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames);
      }
    } catch (CertIOException e) {
      throw new IllegalStateException(e);
    }
    return new Issued(pem("CERTIFICATE", encoded(sign(builder))), pem(subjectKeys));
  }

  private X509v3CertificateBuilder builder(X500Name subject, KeyPair subjectKeys) {
    return new JcaX509v3CertificateBuilder(
        name,
        new BigInteger(120, random),
        Date.from(now.minus(SLACK)),
        Date.from(now.plus(VALIDITY)),
        subject,
        subjectKeys.getPublic());
  }

  private X509Certificate sign(X509v3CertificateBuilder builder) {
    try {
      ContentSigner signer =
          new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyPair ellipticKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyPair rsaKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A key pair for signing ServiceAccount tokens: the private key, then the public key, both PEM.
   */
  List<String> signingKeys() {
    KeyPair pair = rsaKeys();
    return List.of(pem(pair), pem("PUBLIC KEY", encoded(pair.getPublic())));
  }

  private static String pem(KeyPair pair) {
    return pem("PRIVATE KEY", encoded(pair.getPrivate()));
  }

  private static byte[] encoded(Key key) {
    return key.getEncoded();
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String label, byte[] content) {
    Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, encoder.encodeToString(content), label);
  }
}
