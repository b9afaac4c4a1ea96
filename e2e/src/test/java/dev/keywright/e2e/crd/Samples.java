package dev.keywright.e2e.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.tool.YamlDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The objects of {@code docs/reference/samples}, which together have every field. */
public final class Samples {
  private Samples() {}

  /** The files, sorted by name. */
  public static List<Path> files() {
    try (Stream<Path> files =
        Files.list(Checkout.current().root().resolve("docs/reference/samples"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The objects, and every SecretStore once more as a ClusterSecretStore, whose references name a
   * namespace.
   */
  public static List<JsonNode> objects() {
    List<JsonNode> found = new ArrayList<>();
    files().forEach(file -> found.addAll(YamlDocuments.in(file)));
    for (JsonNode sample : List.copyOf(found)) {
      if (sample.path("kind").asText().equals("SecretStore")) {
        found.add(clusterWide(sample));
      }
    }
    return found;
  }

  private static JsonNode clusterWide(JsonNode store) {
    ObjectNode copy = store.deepCopy();
    copy.put("kind", "ClusterSecretStore");
    ((ObjectNode) copy.get("metadata")).remove("namespace");
    nameNamespaces(copy);
    return copy;
  }

  private static void nameNamespaces(JsonNode at) {
    at.properties()
        .forEach(
            field -> {
              if (field.getKey().endsWith("Ref")) {
                ((ObjectNode) field.getValue()).put("namespace", "shop");
              } else {
                nameNamespaces(field.getValue());
              }
            });
  }
}
