package dev.keywright.e2e.provider;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * A client certificate that is its own authority, as PEM.
 *
 * @param certificatePem one certificate
 * @param keyPem its private key
 */
record ClientKeys(String certificatePem, String keyPem) {
  /** The PEM forms of private keys that issuers write. */
  enum Form {
    /** {@code BEGIN PRIVATE KEY}. */
    PKCS8,
    /** The same, for an elliptic curve. */
    PKCS8_EC,
    /** {@code BEGIN RSA PRIVATE KEY}. */
    PKCS1,
    /** {@code BEGIN EC PRIVATE KEY}. */
    SEC1;

    boolean isElliptic() {
      return this == PKCS8_EC || this == SEC1;
    }
  }

  static ClientKeys make(String subject, Form form) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(form.isElliptic() ? "EC" : "RSA");
      generator.initialize(form.isElliptic() ? 256 : 2048);
      KeyPair pair = generator.generateKeyPair();
      PemObjectGenerator key =
          switch (form) {
            case PKCS8, PKCS8_EC -> new JcaPKCS8Generator(pair.getPrivate(), null);
            case PKCS1 -> new JcaMiscPEMGenerator(pair.getPrivate());
            case SEC1 -> sec1(pair);
          };
      return new ClientKeys(
          pem(new JcaMiscPEMGenerator(certify(new X500Name(subject), pair, form))), pem(key));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As OpenSSL writes it: with the name of the curve. */
  private static PemObjectGenerator sec1(KeyPair pair) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
    ECPrivateKey bare = ECPrivateKey.getInstance(info.parsePrivateKey());
    ECPrivateKey named =
        new ECPrivateKey(256, bare.getKey(), info.getPrivateKeyAlgorithm().getParameters());
    return new PemObject("EC PRIVATE KEY", named.getEncoded());
  }

  private static X509CertificateHolder certify(X500Name name, KeyPair pair, Form form)
      throws OperatorCreationException, IOException {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(1))),
            name,
            pair.getPublic())
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
        .addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
        .build(
            new JcaContentSignerBuilder(form.isElliptic() ? "SHA256withECDSA" : "SHA256withRSA")
                .build(pair.getPrivate()));
  }

  private static String pem(PemObjectGenerator object) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}
