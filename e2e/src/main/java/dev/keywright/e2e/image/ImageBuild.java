package dev.keywright.e2e.image;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds the image, or finds the one that was built from the same inputs. The layers change from
 * the first to the last more and more often: operating system, Java runtime, libraries, operator,
 * AOT cache.
 */
public final class ImageBuild implements ImageSource {
  private static final String REPOSITORY = "keywright";
  private static final Duration LINKING = Duration.ofSeconds(15);
  private static final Duration TRAINING = Duration.ofSeconds(20);
  private static final Duration WRITING = Duration.ofSeconds(15);

  private final Checkout checkout;
  private final Progress progress;
  private final Path folder;

  public ImageBuild(Checkout checkout, Progress progress) {
    this.checkout = checkout;
    this.progress = progress;
    this.folder = checkout.root().resolve("target/image");
  }

  @Override
  public BuiltImage build() {
    PackagedOperator operator = PackagedOperator.of(checkout);
    Path jdk = Path.of(System.getProperty("java.home"));
    String tag =
        operator.version() + "-" + ImageInputs.hash(operator, jdk, SystemLibraries.of(jdk));
    BuiltImage image =
        new BuiltImage(folder.resolve(REPOSITORY + "-" + tag + ".tar"), REPOSITORY, tag);
    if (!Files.exists(image.tar())) {
      make(operator, image);
    }
    return image;
  }

  @Override
  public void push(BuiltImage image, String reference) {
    work(
        "pushing " + reference,
        WRITING,
        () -> new ImageWriter(folder.resolve("layers")).push(image.tar(), reference));
  }

  private void make(PackagedOperator operator, BuiltImage image) {
    Staging staging = Staging.create(folder);
    try {
      Path home = staging.home();
      work(
          "linking the Java runtime",
          LINKING,
          () -> {
            Path runtime = staging.scratch().resolve("runtime");
            JavaRuntime.link(operator, runtime);
            staging.fill(operator, runtime);
          });
      work(
          "training the AOT cache",
          TRAINING,
          () -> new AotTraining(checkout).train(home, staging.scratch()));
      work("writing " + image.tar().getFileName(), WRITING, () -> write(staging, operator, image));
    } finally {
      staging.remove();
    }
  }

  private void write(Staging staging, PackagedOperator operator, BuiltImage image) {
    Path partial = staging.scratch().resolve("image.tar");
    JibContainerBuilder builder =
        Jib.fromScratch()
            .setPlatforms(Set.of(new Platform(architecture(), "linux")))
            .setFileEntriesLayers(layers(staging))
            .setEntrypoint(ImageLayout.entrypoint())
            .setEnvironment(ImageLayout.environment())
            .setUser(ImageLayout.UID + ":" + ImageLayout.UID)
            .setExposedPorts(Port.tcp(ImageLayout.HTTP_PORT))
            .setCreationTime(operator.created())
            .setLabels(labels(operator));
    new ImageWriter(folder.resolve("layers")).write(builder, image.reference(), partial);
    try {
      Files.move(partial, image.tar(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<FileEntriesLayer> layers(Staging staging) {
    Path home = staging.home();
    Map<Path, Path> system =
        SystemFiles.collect(
            SystemLibraries.of(ImageLayout.runtime(home)), staging.scratch().resolve("system"));
    system.put(ImageLayout.HOME.resolve("LICENSE"), checkout.root().resolve("LICENSE"));
    List<Path> runtime = staging.files(ImageLayout.runtime(home));
    List<Path> libraries = staging.files(ImageLayout.libraries(home));
    List<Path> cache = List.of(ImageLayout.aotCache(home));
    List<Path> operator = new ArrayList<>(staging.files(home));
    List.of(runtime, libraries, cache).forEach(operator::removeAll);
    return List.of(
        layer("system", system),
        layer("runtime", Staging.placed(runtime, home)),
        layer("libraries", Staging.placed(libraries, home)),
        layer("operator", Staging.placed(operator, home)),
        layer("aot-cache", Staging.placed(cache, home)));
  }

  /** Everything belongs to root, and only root may write it. */
  private static FileEntriesLayer layer(String name, Map<Path, Path> sources) {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
    sources.forEach(
        (path, source) ->
            layer.addEntry(
                source,
                AbsoluteUnixPath.fromPath(path),
                FilePermissions.fromOctalString(Files.isExecutable(source) ? "755" : "644"),
                Staging.TIME));
    return layer.build();
  }

  private Map<String, String> labels(PackagedOperator operator) {
    String prefix = "org.opencontainers.image.";
    return Map.of(
        prefix + "title",
        "Keywright",
        prefix + "description",
        "Syncs, rotates and proves secrets from Vault and AWS Secrets Manager in Kubernetes",
        prefix + "licenses",
        "Apache-2.0",
        prefix + "version",
        operator.version(),
        prefix + "created",
        operator.created().toString(),
        prefix + "revision",
        revision());
  }

  /** The commit, for a source tree that has one. */
  private String revision() {
    return MachineQuery.output(
            List.of("git", "-C", checkout.root().toString(), "rev-parse", "HEAD"))
        .map(String::strip)
        .orElse("unknown");
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch")) {
      case "x86_64", "amd64" -> "amd64";
      case "aarch64" -> "arm64";
      case String other -> other;
    };
  }

  private void work(String what, Duration expected, Runnable work) {
    try (Progress.Task task = progress.begin(what, expected)) {
      work.run();
      task.succeeded();
    }
  }
}
