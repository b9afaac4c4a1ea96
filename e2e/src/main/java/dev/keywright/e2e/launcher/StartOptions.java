package dev.keywright.e2e.launcher;

import dev.keywright.e2e.launcher.model.CacheFolder;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.RunDirectory;
import dev.keywright.e2e.launcher.process.ProcessIdentity;
import dev.keywright.e2e.launcher.progress.Progress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/**
 * How to start the real components.
 *
 * @param components what is wanted; prerequisites are added
 * @param background of these, what the caller does not need yet: {@link
 *     RealComponents#start(StartOptions)} does not wait for them, {@link RealComponents#await} does
 * @param directory where the run keeps its files; a run that is there already is continued
 * @param detached whether the components go on when this process ends
 * @param minimalVaultSuffices whether a Vault without kubernetes auth will do, if the full one is
 *     not cached
 * @param progress who is told
 */
public record StartOptions(
    Checkout checkout,
    CacheFolder cache,
    Set<Component> components,
    Set<Component> background,
    RunDirectory directory,
    boolean detached,
    boolean minimalVaultSuffices,
    Progress progress) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  public StartOptions {
    components = Component.withPrerequisites(components);
    background = Set.copyOf(background);
  }

  /** A run of the current source tree that ends with this process, in a new folder of the cache. */
  public static StartOptions of(Set<Component> components, Progress progress) {
    CacheFolder cache = CacheFolder.current();
    return new StartOptions(
        Checkout.current(),
        cache,
        components,
        Set.of(),
        fresh(cache, InstantSource.system().instant()),
        false,
        false,
        progress);
  }

  public StartOptions with(Set<Component> wanted) {
    return new StartOptions(
        checkout, cache, wanted, background, directory, detached, minimalVaultSuffices, progress);
  }

  public StartOptions inBackground(Set<Component> later) {
    return new StartOptions(
        checkout, cache, components, later, directory, detached, minimalVaultSuffices, progress);
  }

  public StartOptions withMinimalVault() {
    return new StartOptions(
        checkout, cache, components, background, directory, detached, true, progress);
  }

  public StartOptions detachedIn(RunDirectory place) {
    return new StartOptions(
        checkout, cache, components, background, place, true, minimalVaultSuffices, progress);
  }

  Optional<ProcessIdentity> owner() {
    return detached ? Optional.empty() : Optional.of(ProcessIdentity.self());
  }

  private static RunDirectory fresh(CacheFolder cache, Instant now) {
    String name =
        STAMP.format(now)
            + "-"
            + ProcessHandle.current().pid()
            + "-"
            + Long.toString(System.nanoTime() & 0xFFFFFFL, 36);
    return new RunDirectory(cache.runs().resolve(name));
  }
}
