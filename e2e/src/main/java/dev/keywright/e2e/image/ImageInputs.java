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
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Everything that decides what is in an image: the operator, the JDK, the C library, the way it is
 * put together.
 */
final class ImageInputs {
  private static final int SHORT = 12;

  private static final List<Class<?>> RECIPE =
      List.of(
          AotTraining.class,
          ImageBuild.class,
          ImageLayout.class,
          ImageWriter.class,
          JavaRuntime.class,
          Staging.class,
          SystemFiles.class,
          SystemLibraries.class,
          SystemPackage.class,
          TrainingCluster.class);

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
    RECIPE.forEach(type -> add(digest, code(type)));
    return HexFormat.of().formatHex(digest.digest()).substring(0, SHORT);
  }

  /** The code that puts an image together is an input like every other. */
  private static byte[] code(Class<?> type) {
    try (InputStream content = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return Objects.requireNonNull(content, type.getName()).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
