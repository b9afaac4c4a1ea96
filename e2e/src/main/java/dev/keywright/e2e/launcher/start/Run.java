package dev.keywright.e2e.launcher.start;

import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.Endpoints;
import dev.keywright.e2e.launcher.model.FileTree;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.process.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run: its folder, its ports, its owner.
 *
 * @param checkout the source tree it serves
 * @param directory where its files are
 * @param endpoints its ports
 * @param owner the launcher at whose end the run ends; empty when the run goes on without one
 */
public record Run(
    Checkout checkout,
    RunDirectory directory,
    Endpoints endpoints,
    Optional<ProcessIdentity> owner) {

  /** The form of the file. */
  record OnDisk(Path checkout, Endpoints endpoints, @Nullable ProcessIdentity owner) {}

  /** Makes the folder, which loses what it held before, and writes down ports and owner. */
  public static Run create(
      Checkout checkout,
      RunDirectory directory,
      Endpoints endpoints,
      Optional<ProcessIdentity> owner) {
    FileTree.remove(directory.path());
    directory.create();
    JsonFile.write(directory.runFile(), new OnDisk(checkout.root(), endpoints, owner.orElse(null)));
    return new Run(checkout, directory, endpoints, owner);
  }

  /** Reads a run that another process made; empty when the folder is none. */
  public static Optional<Run> find(RunDirectory directory) {
    return Optional.of(directory)
        .filter(folder -> Files.isDirectory(folder.path()))
        .flatMap(folder -> JsonFile.read(folder.runFile(), OnDisk.class))
        .map(
            read ->
                new Run(
                    new Checkout(read.checkout()),
                    directory,
                    read.endpoints(),
                    Optional.ofNullable(read.owner())));
  }

  /** Reads a run that must be there. */
  public static Run open(RunDirectory directory) {
    return find(directory)
        .orElseThrow(
            () ->
                new LauncherFailure(
                    "there is no run in " + directory.path() + "; start one with ./run up"));
  }

  /**
   * Whether nobody is there to end it: its owner has died, or it has none and its source tree is
   * gone.
   */
  public boolean isAbandoned() {
    return owner
        .map(launcher -> !launcher.isAlive())
        .orElseGet(() -> !Files.isDirectory(checkout.root()));
  }

  /** Forgets the run and its processes; logs stay. The folder can then hold another run. */
  public void forget() {
    FileTree.remove(directory.processes());
    FileTree.remove(directory.runFile());
  }
}
