package dev.keywright.e2e.launcher;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.RunDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The run that {@code ./run up} leaves behind: one per source tree, since its CRDs are those of the
 * tree.
 */
public final class DetachedRun {
  private DetachedRun() {}

  /** Where it is, or would be. */
  public static RunDirectory of(CacheFolder cache, Checkout checkout) {
    UUID tree = UUID.nameUUIDFromBytes(checkout.root().toString().getBytes(StandardCharsets.UTF_8));
    return new RunDirectory(cache.runs().resolve("up-" + tree.toString().substring(0, 8)));
  }

  /** The run that a person names: a folder, or {@code up} for the one of this source tree. */
  public static RunDirectory named(String name, CacheFolder cache, Checkout checkout) {
    return name.equals("up") ? of(cache, checkout) : new RunDirectory(Path.of(name));
  }
}
