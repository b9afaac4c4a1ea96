package dev.keywright.e2e.demo.ground;

import java.util.List;
import java.util.Optional;

/** The cluster that the person asked for with {@code --on}. */
public sealed interface ClusterWish {
  /** The demo decides. */
  record Auto() implements ClusterWish {}

  /** A control plane of the demo's own. */
  record Embedded() implements ClusterWish {}

  /**
   * A cluster that runs already.
   *
   * @param name the name of its context in a kubeconfig
   */
  record Context(String name) implements ClusterWish {}

  /** Reads {@code auto}, {@code embedded}, or {@code context} and a name; empty for all else. */
  static Optional<ClusterWish> of(List<String> words) {
    return switch (words.getFirst()) {
      case "auto" -> words.size() == 1 ? Optional.of(new Auto()) : Optional.empty();
      case "embedded" -> words.size() == 1 ? Optional.of(new Embedded()) : Optional.empty();
      case "context" ->
          words.size() == 2 && !words.getLast().isBlank()
              ? Optional.of(new Context(words.getLast()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
