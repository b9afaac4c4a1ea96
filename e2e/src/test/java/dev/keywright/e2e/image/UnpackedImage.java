package dev.keywright.e2e.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.launcher.model.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * An image as a container runtime unpacks it.
 *
 * @param config the image's configuration, as in the tar
 * @param layers in the order in which they are laid over each other
 * @param root the file system
 */
record UnpackedImage(JsonNode config, List<Layer> layers, Path root) {
  /**
   * A layer.
   *
   * @param name as the history has it
   * @param entries as {@code tar --list --verbose} prints them: mode, owner/group, size, time, path
   */
  record Layer(String name, List<String> entries) {}

  static UnpackedImage of(BuiltImage image, Path folder) {
    try {
      Path files = Files.createDirectories(folder.resolve("files"));
      Path root = Files.createDirectories(folder.resolve("root"));
      tar("--extract", "--file", image.tar().toString(), "--directory", files.toString());
      JsonNode manifest = JsonFile.MAPPER.readTree(files.resolve("manifest.json").toFile()).get(0);
      JsonNode config =
          JsonFile.MAPPER.readTree(files.resolve(manifest.get("Config").asText()).toFile());
      List<Layer> layers = new ArrayList<>();
      for (JsonNode name : manifest.get("Layers")) {
        Path layer = files.resolve(name.asText());
        tar("--extract", "--file", layer.toString(), "--directory", root.toString());
        String entries = tar("--list", "--verbose", "--numeric-owner", "--file", layer.toString());
        layers.add(
            new Layer(
                config.get("history").get(layers.size()).get("comment").asText(),
                entries.lines().toList()));
      }
      return new UnpackedImage(config, List.copyOf(layers), root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command that a container starts with. */
  List<String> entrypoint() {
    return texts(config.at("/config/Entrypoint"));
  }

  /** Each {@code NAME=value}. */
  List<String> environment() {
    return texts(config.at("/config/Env"));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static String tar(String... arguments) {
    List<String> command = new ArrayList<>(List.of("tar", "--warning=no-unknown-keyword"));
    command.addAll(List.of(arguments));
    return MachineQuery.output(command)
        .orElseThrow(() -> new IllegalStateException("failed: " + command));
  }
}
