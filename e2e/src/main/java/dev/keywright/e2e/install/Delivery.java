package dev.keywright.e2e.install;

import dev.keywright.e2e.image.BuiltImage;
import java.util.List;
import java.util.Optional;

/** How the image gets to the nodes of a cluster. */
sealed interface Delivery {
  /** The name of the image in the cluster, without the tag. */
  String repository(BuiltImage image);

  /** The program of this machine that does it. */
  sealed interface ByProgram extends Delivery {
    /** Its name on PATH. */
    String program();

    /** Where to get it. */
    String source();

    /** Its arguments. */
    List<String> arguments(BuiltImage image);

    @Override
    default String repository(BuiltImage image) {
      return image.repository();
    }
  }

  /** Into the nodes of a kind cluster, which are containers of this machine. */
  record LoadIntoKind(String cluster) implements ByProgram {
    @Override
    public String program() {
      return "kind";
    }

    @Override
    public String source() {
      return "https://kind.sigs.k8s.io/docs/user/quick-start/#installation";
    }

    @Override
    public List<String> arguments(BuiltImage image) {
      return List.of("load", "image-archive", image.tar().toString(), "--name", cluster);
    }
  }

  /** Into the nodes of a k3d cluster. */
  record LoadIntoK3d(String cluster) implements ByProgram {
    @Override
    public String program() {
      return "k3d";
    }

    @Override
    public String source() {
      return "https://k3d.io/stable/#installation";
    }

    @Override
    public List<String> arguments(BuiltImage image) {
      return List.of("image", "import", image.tar().toString(), "--cluster", cluster);
    }
  }

  /** Into the node of a minikube profile. */
  record LoadIntoMinikube(String profile) implements ByProgram {
    @Override
    public String program() {
      return "minikube";
    }

    @Override
    public String source() {
      return "https://minikube.sigs.k8s.io/docs/start";
    }

    @Override
    public List<String> arguments(BuiltImage image) {
      return List.of("image", "load", image.tar().toString(), "--profile", profile);
    }
  }

  /** To a registry that the nodes pull from. */
  record PushTo(String registry) implements Delivery {
    @Override
    public String repository(BuiltImage image) {
      return registry + "/" + image.repository();
    }
  }

  /**
   * The local cluster that a context belongs to; each of the three tools names its contexts in its
   * own way.
   */
  static Optional<ByProgram> intoLocalCluster(String context) {
    if (context.startsWith("kind-")) {
      return Optional.of(new LoadIntoKind(context.substring("kind-".length())));
    }
    if (context.startsWith("k3d-")) {
      return Optional.of(new LoadIntoK3d(context.substring("k3d-".length())));
    }
    return context.equals("minikube")
        ? Optional.of(new LoadIntoMinikube(context))
        : Optional.empty();
  }
}
