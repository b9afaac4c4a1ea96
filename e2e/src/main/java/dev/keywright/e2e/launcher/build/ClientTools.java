package dev.keywright.e2e.launcher.build;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.progress.Progress;
import java.nio.file.Path;

/**
 * The command-line clients that people use, built from pinned Go modules and cached like the
 * components. Not for concurrent use.
 */
public final class ClientTools {
  private final GoBuild go;

  public ClientTools(Checkout checkout, CacheFolder folder, Progress progress) {
    this.go =
        new GoBuild(
            checkout, new BuildCache(folder, progress), progress, GoBuild.installedVersion());
  }

  /**
   * kubectl, built now if it was not before.
   *
   * @throws dev.keywright.e2e.launcher.model.LauncherFailure when it is neither cached nor can be
   *     built
   */
  public Path kubectl() {
    return go.findOrBuild(GoProgram.KUBECTL);
  }

  /** Helm; otherwise as {@link #kubectl()}. */
  public Path helm() {
    return go.findOrBuild(GoProgram.HELM);
  }
}
