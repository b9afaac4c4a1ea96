package dev.keywright.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes {@link Fingerprint}s with one key: HMAC-SHA-256 over the length-prefixed parts (scheme,
 * scope, key name, value), cut to 128 bits. Length prefixes keep ("ab","c") apart from ("a","bc");
 * the scope keeps equal values in different places apart. Thread-safe.
 */
public final class Fingerprinter {
  private static final String SCHEME = "keywright/fingerprint/1";
  private static final int FINGERPRINT_BYTES = 16;

  private final String keyId;
  private final SecretKey key;

  /**
   * @param keyId id of the key, 1 to 16 characters of {@code [a-z0-9]}
   * @param key at least 16 bytes
   */
  public Fingerprinter(String keyId, SecretMaterial key) {
    if (key.sizeBytes() < 16) {
      throw new IllegalArgumentException("a fingerprint key has at least 16 bytes");
    }
    this.keyId = keyId;
    this.key = new SecretKeySpec(key.reveal(), "HmacSHA256");
  }

  /**
   * Id of the key in use; fingerprints with another id cannot be compared with the ones made here.
   */
  public String keyId() {
    return keyId;
  }

  /**
   * The fingerprint of one value.
   *
   * @param scope where the value lives, for instance {@code target/shop/orders-db}
   * @param name name of the value within the scope
   */
  public Fingerprint of(String scope, String name, SecretMaterial value) {
    Mac mac = start(scope);
    add(mac, name.getBytes(StandardCharsets.UTF_8));
    add(mac, value.reveal());
    return finish(mac);
  }

  /** The fingerprint of a whole set of values, independent of the order of the map. */
  public Fingerprint of(String scope, Map<String, SecretMaterial> values) {
    Mac mac = start(scope);
    new TreeMap<>(values)
        .forEach(
            (name, value) -> {
              add(mac, name.getBytes(StandardCharsets.UTF_8));
              add(mac, value.reveal());
            });
    return finish(mac);
  }

  private Mac start(String scope) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      add(mac, SCHEME.getBytes(StandardCharsets.UTF_8));
      add(mac, scope.getBytes(StandardCharsets.UTF_8));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static void add(Mac mac, byte[] part) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    mac.update(part);
  }

  private Fingerprint finish(Mac mac) {
    return new Fingerprint(keyId, HexFormat.of().formatHex(mac.doFinal(), 0, FINGERPRINT_BYTES));
  }
}
