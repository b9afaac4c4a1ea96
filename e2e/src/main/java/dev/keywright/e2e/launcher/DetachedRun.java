package dev.keywright.e2e.launcher;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.FileTree;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.process.LockFile;
import dev.keywright.e2e.launcher.start.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The run that {@code ./run up} leaves behind: one per source tree, since its CRDs are those of the
 * tree.
 *
 * @param checkout the source tree
 * @param directory where it is, or would be
 */
public record DetachedRun(Checkout checkout, RunDirectory directory) {

  /** The one of a source tree. */
  public static DetachedRun of(CacheFolder cache, Checkout checkout) {
    UUID tree = UUID.nameUUIDFromBytes(checkout.root().toString().getBytes(StandardCharsets.UTF_8));
    return new DetachedRun(
        checkout, new RunDirectory(cache.runs().resolve("up-" + tree.toString().substring(0, 8))));
  }

  /** The one of the source tree around the working directory. */
  public static DetachedRun here() {
    return of(CacheFolder.current(), Checkout.current());
  }

  /** The run that a person names: a folder, or {@code up} for the one of this source tree. */
  public static RunDirectory named(String name, CacheFolder cache, Checkout checkout) {
    return name.equals("up") ? of(cache, checkout).directory() : new RunDirectory(Path.of(name));
  }

  /** Its components; empty when nothing was started, or all was ended. */
  public Optional<RealComponents> find() {
    return Run.find(directory)
        .map(run -> RealComponents.attach(run.directory()))
        .filter(run -> run.hasControlPlane() || !run.control().parts().isEmpty());
  }

  /**
   * Its components.
   *
   * @throws LauncherFailure when nothing runs
   */
  public RealComponents require() {
    return find()
        .orElseThrow(
            () -> new LauncherFailure("nothing runs for this source tree; start it with ./run up"));
  }

  /**
   * Keeps other commands from starting or ending parts of it.
   *
   * @throws LauncherFailure when one is at it
   */
  public LockFile lock() {
    return LockFile.tryTake(checkout.root().resolve("target/up.lock"))
        .orElseThrow(
            () ->
                new LauncherFailure(
                    "another ./run up, down or restart works on this run; wait until it has ended"));
  }

  /** Ends every process and removes all files; logs too. */
  public void end() {
    find().ifPresent(RealComponents::endAll);
    FileTree.remove(directory.path());
  }
}
