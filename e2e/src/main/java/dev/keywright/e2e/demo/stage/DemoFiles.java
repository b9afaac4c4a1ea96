package dev.keywright.e2e.demo.stage;

import dev.keywright.e2e.demo.ground.KubeContext;
import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.FileTree;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.process.ProcessIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The demo's own files in the folder of its run.
 *
 * @param run the folder
 */
public record DemoFiles(RunDirectory run) {

  /**
   * What must be known to end a demo that another process has started.
   *
   * @param context the cluster that it is a guest in; null when it has one of its own
   * @param installedCrds the CRDs that it installed there
   * @param operator the operator's process; null before it was started
   */
  public record Traces(
      @Nullable KubeContext context,
      List<String> installedCrds,
      @Nullable ProcessIdentity operator) {
    public Traces {
      installedCrds = List.copyOf(installedCrds);
    }
  }

  /** The folder of the demo that {@code --keep} leaves running: one per source tree. */
  public static DemoFiles ofKept(CacheFolder cache, Checkout checkout) {
    UUID tree = UUID.nameUUIDFromBytes(checkout.root().toString().getBytes(StandardCharsets.UTF_8));
    return new DemoFiles(
        new RunDirectory(cache.runs().resolve("demo-" + tree.toString().substring(0, 8))));
  }

  public Path operatorLog() {
    return run.logs().resolve("operator.log");
  }

  /** What the operator appends its audit records to. */
  public Path auditLog() {
    return run.logs().resolve("keywright-audit.jsonl");
  }

  /** The copy of the audit log in which a byte is changed. */
  public Path forgedAuditLog() {
    return run.logs().resolve("keywright-audit-forged.jsonl");
  }

  /** Writes down what must be known to end the demo. */
  public void remember(Traces traces) {
    JsonFile.write(tracesFile(), traces);
  }

  /** There is nothing to be ended any more. */
  public void forget() {
    FileTree.remove(tracesFile());
  }

  /** Empty when the run is no demo, or no demo any more. */
  public Optional<Traces> traces() {
    return JsonFile.read(tracesFile(), Traces.class);
  }

  private Path tracesFile() {
    return run.path().resolve("demo.json");
  }
}
