package dev.keywright.rollout;

import java.util.Set;

/** Hears of workloads that use Secrets. */
@FunctionalInterface
public interface WorkloadListener {
  /**
   * Workloads of {@code namespace} that use {@code secrets} appeared, went, or changed in a way
   * that matters to a restart: what they read, our annotations, or how far their rollout is. Called
   * after the index shows it, on an informer's thread: it must only hand the news on. Names may be
   * of Secrets that do not exist or are nobody's target.
   */
  void changed(String namespace, Set<String> secrets);
}
