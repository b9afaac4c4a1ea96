package dev.keywright.e2e.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that decides what is in an image: the operator, the JDK, the C library, the way it is
 * put together.
 */
final class ImageInputs {
  private static final int SHORT = 12;

  private ImageInputs() {}

  /**
   * A name for exactly these inputs.
   *
   * @param systemFiles what the JDK's own programs are linked to; the image's are the same
   * @return 12 hex digits of their SHA-256
   */
  static String hash(PackagedOperator operator, Path jdk, Iterable<Path> systemFiles) {
    MessageDigest digest = sha256();
    Stream.concat(Stream.of(operator.jar()), operator.libraries().stream())
        .forEach(file -> add(digest, file));
    add(digest, jdk.resolve("release"));
    systemFiles.forEach(file -> add(digest, file));
    recipe().forEach(file -> add(digest, file.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest()).substring(0, SHORT);
  }

  private static List<String> recipe() {
    return Stream.of(
            ImageLayout.entrypoint().stream(),
            Stream.of(
                ImageLayout.environment().toString(),
                SystemFiles.WRITTEN.toString(),
                JavaRuntime.LEFT_OUT.keySet().toString()))
        .flatMap(part -> part)
        .toList();
  }

  private static void add(MessageDigest digest, Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      add(digest, file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      digest.update((Files.size(file) + ":").getBytes(StandardCharsets.US_ASCII));
      content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each part is preceded by its length, so that no two lists run together into the same bytes. */
  private static void add(MessageDigest digest, byte[] part) {
    digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
