package dev.keywright.e2e.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A jar with nothing but a manifest. */
final class OperatorJar {
  static final Instant TIME = Instant.parse("2026-01-02T03:04:06Z");

  private OperatorJar() {}

  static void write(Path file, String classPath) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.CLASS_PATH, classPath);
    attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2.3");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(
          new ZipEntry(JarFile.MANIFEST_NAME).setLastModifiedTime(FileTime.from(TIME)));
      manifest.write(jar);
      jar.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
