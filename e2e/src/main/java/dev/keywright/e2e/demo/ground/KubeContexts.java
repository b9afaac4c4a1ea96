package dev.keywright.e2e.demo.ground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the contexts that kubectl would find. */
public final class KubeContexts {
  private KubeContexts() {}

  /**
   * The contexts of these kubeconfig files, in their order; of two with one name the first, as for
   * kubectl. Files that do not exist hold none.
   *
   * @throws LauncherFailure for a file that is no YAML
   */
  public static List<KubeContext> in(Collection<String> files) {
    List<KubeContext> found = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String file : files) {
      for (KubeContext context : in(Path.of(file))) {
        if (names.add(context.name())) {
          found.add(context);
        }
      }
    }
    return List.copyOf(found);
  }

  private static List<KubeContext> in(Path file) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      JsonNode kubeconfig = new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
      List<KubeContext> contexts = new ArrayList<>();
      for (JsonNode context : kubeconfig.path("contexts")) {
        contexts.add(new KubeContext(context.path("name").asText(), file.toAbsolutePath()));
      }
      return contexts;
    } catch (IOException e) {
      throw new LauncherFailure("the kubeconfig " + file + " is not readable YAML", e);
    }
  }
}
