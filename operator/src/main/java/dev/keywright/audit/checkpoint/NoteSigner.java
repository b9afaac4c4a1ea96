package dev.keywright.audit.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;

/** Signs notes with one Ed25519 key (RFC 8032). Thread-safe. */
public final class NoteSigner {
  private final NoteKey key;
  private final PrivateKey privateKey;

  /**
   * @param name the key's name: the origin of the log that it signs for
   * @param pair an Ed25519 key pair
   */
  public NoteSigner(String name, KeyPair pair) {
    this.key = NoteKey.of(name, pair.getPublic());
    this.privateKey = pair.getPrivate();
  }

  /** The public half, to be given to whoever checks. */
  public NoteKey key() {
    return key;
  }

  /** The checkpoint as a signed note. */
  public SignedNote sign(Checkpoint checkpoint) {
    String text = checkpoint.body();
    byte[] id = key.id();
    byte[] signature = signature(text.getBytes(UTF_8));
    byte[] all = new byte[id.length + signature.length];
    System.arraycopy(id, 0, all, 0, id.length);
    System.arraycopy(signature, 0, all, id.length, signature.length);
    return new SignedNote(
        text, List.of(SignedNote.signature(key.name(), Base64.getEncoder().encodeToString(all))));
  }

  private byte[] signature(byte[] text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key that cannot sign", e);
    }
  }
}
