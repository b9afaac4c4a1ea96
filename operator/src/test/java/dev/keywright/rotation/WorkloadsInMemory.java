package dev.keywright.rotation;

import dev.keywright.core.Revision;
import dev.keywright.rollout.Consumers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Deployments of two pods each that read one Secret. Not thread-safe. */
final class WorkloadsInMemory implements Consumers {
  private static final int PODS = 2;

  /** One Deployment. */
  static final class Deployment {
    final String namespace;
    final String secret;
    final String name;
    String template = "";
    String pods = "";
    int restarts;
    boolean isStuck;

    private Deployment(String namespace, String secret, String name) {
      this.namespace = namespace;
      this.secret = secret;
      this.name = name;
    }

    /** As the one patcher does it: value equality makes a repeat harmless. */
    void restart(String revision) {
      if (!template.equals(revision)) {
        template = revision;
        restarts++;
      }
    }
  }

  private final List<Deployment> deployments = new ArrayList<>();

  Deployment add(String namespace, String secret, String name) {
    Deployment added = new Deployment(namespace, secret, name);
    deployments.add(added);
    return added;
  }

  List<Deployment> all() {
    return List.copyOf(deployments);
  }

  List<Deployment> of(String namespace, String secret) {
    return deployments.stream()
        .filter(found -> found.namespace.equals(namespace) && found.secret.equals(secret))
        .toList();
  }

  /** Their controllers bring every pod to its template, unless it is stuck. */
  void roll() {
    deployments.stream()
        .filter(deployment -> !deployment.isStuck)
        .forEach(deployment -> deployment.pods = deployment.template);
  }

  @Override
  public List<Consumer> observe(
      String namespace,
      String secret,
      String policy,
      Revision revision,
      Instant publishedAt,
      boolean restart) {
    return of(namespace, secret).stream()
        .map(
            found -> {
              boolean isThere = found.pods.equals(revision.id());
              return new Consumer(
                  "Deployment",
                  found.name,
                  "uid-" + found.name,
                  found.template,
                  isThere ? PODS : 0,
                  PODS,
                  isThere ? "Observed" : "Restarting",
                  "");
            })
        .toList();
  }
}
