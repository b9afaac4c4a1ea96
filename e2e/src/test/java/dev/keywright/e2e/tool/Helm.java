package dev.keywright.e2e.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.launcher.build.ClientTools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Helm, for charts on disk; it talks to no cluster. */
public final class Helm {
  private final Path binary = Tools.find(ClientTools::helm);

  /** Runs {@code helm template} with more words after the chart. */
  public CommandResult template(String release, String namespace, Path chart, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(binary.toString());
    command.addAll(List.of("template", release, chart.toString(), "--namespace=" + namespace));
    command.addAll(words);
    return CommandResult.of(command, "");
  }

  /** The objects that a chart renders. */
  public List<JsonNode> render(String release, String namespace, Path chart, List<String> words) {
    return YamlDocuments.of(template(release, namespace, chart, words).output());
  }
}
