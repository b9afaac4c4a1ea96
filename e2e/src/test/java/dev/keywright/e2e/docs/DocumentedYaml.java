package dev.keywright.e2e.docs;

import dev.keywright.e2e.crd.Samples;
import dev.keywright.e2e.launcher.model.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A piece of YAML that a reader may copy.
 *
 * @param place where it stands, such as {@code README.md, block 2}
 * @param text as it stands there
 */
public record DocumentedYaml(String place, String text) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```ya?ml\\n(.*?)^```$");

  /** Every block in README.md and {@code docs}, and every sample file. */
  public static List<DocumentedYaml> all() {
    Path root = Checkout.current().root();
    List<DocumentedYaml> found = new ArrayList<>();
    for (Path page : pages(root)) {
      Matcher block = BLOCK.matcher(read(page));
      for (int number = 1; block.find(); number++) {
        found.add(new DocumentedYaml(root.relativize(page) + ", block " + number, block.group(1)));
      }
    }
    for (Path sample : Samples.files()) {
      found.add(new DocumentedYaml(root.relativize(sample).toString(), read(sample)));
    }
    return found;
  }

  @Override
  public String toString() {
    return place;
  }

  private static List<Path> pages(Path root) {
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(
              Stream.of(root.resolve("README.md")),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
