package dev.keywright.e2e.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.keywright.e2e.launcher.model.FileTree;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Writes an image to a tar, and a tar to a registry, with Jib. */
final class ImageWriter {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Path folder;

  /**
   * @param folder for files on the way, which are gone when the work is done
   */
  ImageWriter(Path folder) {
    this.folder = folder;
  }

  /** Writes {@code image} to {@code tar}, under the name {@code reference}. */
  void write(JibContainerBuilder image, String reference, Path tar) {
    run(image, Containerizer.to(TarImage.at(tar).named(parse(reference))).setOfflineMode(true));
  }

  /**
   * Copies the image in {@code tar} to its registry. Credentials are those of {@code docker login}
   * and of the credential helpers of the big clouds. A registry on this machine may speak HTTP.
   *
   * @param reference with the registry, for example {@code registry.example.com/team/keywright:1.0}
   * @throws LauncherFailure when the registry refuses or cannot be reached
   */
  void push(Path tar, String reference) {
    ImageReference target = parse(reference);
    CredentialRetrieverFactory credentials =
        CredentialRetrieverFactory.forImage(target, event -> {});
    run(
        Jib.from(TarImage.at(tar)),
        Containerizer.to(
                RegistryImage.named(target)
                    .addCredentialRetriever(credentials.dockerConfig())
                    .addCredentialRetriever(credentials.wellKnownCredentialHelpers()))
            .setAllowInsecureRegistries(isLoopback(target.getRegistry())));
  }

  /** Jib wants a cache. One that is kept would grow with every build. */
  private void run(JibContainerBuilder image, Containerizer target) {
    Path cache = null;
    try {
      cache = Files.createTempDirectory(folder, "layers");
      image.containerize(
          target
              .setToolName("keywright")
              .setBaseImageLayersCache(cache)
              .setApplicationLayersCache(cache));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherFailure("the image was not written: interrupted", e);
    } catch (RegistryException e) {
      throw new LauncherFailure(
          "the registry refuses the image: %s (log in with docker login, or correct --registry)"
              .formatted(e.getMessage()),
          e);
    } catch (ExecutionException e) {
      throw new LauncherFailure("the image cannot be written: " + e.getCause(), e);
    } catch (IOException | CacheDirectoryCreationException e) {
      throw new LauncherFailure(
          "the image cannot be written: %s (is the registry reachable, is there room on the disk?)"
              .formatted(e.getMessage()),
          e);
    } finally {
      if (cache != null) {
        FileTree.remove(cache);
      }
    }
  }

  private static boolean isLoopback(String registry) {
    String host = URI.create("registry://" + registry).getHost();
    return host != null && LOOPBACK.contains(host);
  }

  private static ImageReference parse(String reference) {
    try {
      return ImageReference.parse(reference);
    } catch (InvalidImageReferenceException e) {
      throw new LauncherFailure(
          reference + " is no name of an image: write for example registry.example.com/team", e);
    }
  }
}
