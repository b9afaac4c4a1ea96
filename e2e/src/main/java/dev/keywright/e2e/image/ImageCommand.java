package dev.keywright.e2e.image;

import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code ./run image}. Progress goes to standard error, the file of the image to standard output.
 */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    description = {
      "Builds the container image to a tar, without a registry and without Docker.",
      "The image of unchanged inputs is kept in target/image and not built again."
    })
public final class ImageCommand implements Runnable {
  private static final int MEBI = 1 << 20;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    try (ConsoleProgress progress = ConsoleProgress.onStandardError()) {
      BuiltImage image = new ImageBuild(Checkout.current(), progress).build();
      progress.say("%s, %d MiB".formatted(image.reference(), Files.size(image.tar()) / MEBI));
      spec.commandLine().getOut().println(image.tar());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
