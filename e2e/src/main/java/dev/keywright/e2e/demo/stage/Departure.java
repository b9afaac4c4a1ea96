package dev.keywright.e2e.demo.stage;

import dev.keywright.e2e.demo.ground.ClusterGuest;
import java.util.ArrayList;
import java.util.List;

/** What the person is told when the demo leaves a cluster of somebody else. */
final class Departure {
  private Departure() {}

  /**
   * Leaves the cluster.
   *
   * @param installed the CRDs that the demo installed
   * @return sentences
   */
  static List<String> of(ClusterGuest guest, List<String> installed) {
    List<String> used = guest.leave(installed);
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "the cluster is as it was: namespaces, ClusterRole and binding removed"
            + (installed.isEmpty()
                ? "; its CRDs were there before and stay"
                : crds(installed, used)));
    return sentences;
  }

  private static String crds(List<String> installed, List<String> used) {
    return used.isEmpty()
        ? ", CRDs too (the demo had installed them: %d)".formatted(installed.size())
        : ", but these CRDs stay, since somebody has objects of them by now: "
            + String.join(", ", used);
  }
}
