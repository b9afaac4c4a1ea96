package dev.keywright.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * Judges single pods. Pure.
 *
 * <p>A pod has the content of the revision when its annotation says so (its template was annotated
 * after the target was written), when a kubelet took it a second or more after the target was
 * written, or, if nobody restarts it, when it reads whole mounted files and the kubelet's sync
 * bound has passed. It counts when it is Ready besides, for a second.
 */
record PodJudge(ConsumerQuestion question, Instant now, Duration kubeletSyncBound) {
  private static final Duration MARGIN = Duration.ofSeconds(1);
  private static final Duration SETTLED = Duration.ofSeconds(1);

  /** Times on pods are cut to whole seconds: what they name may be up to this much later. */
  private static final Duration CUT = Duration.ofSeconds(1);

  /** How far one pod is. */
  enum Verdict {
    /** On the revision, Ready, settled. */
    Counts,
    /** On the revision; not Ready, or only just. */
    Unsettled,
    /** Reads mounted files that the kubelet may not have brought up to date yet. */
    AwaitsKubelet,
    /** Read older content when it started, and nobody but its owner replaces it. */
    AwaitsItsOwner,
    /** Has older content; its workload is restarted by us. */
    AwaitsRestart
  }

  Verdict judge(PodSighting pod) {
    if (hasContent(pod)) {
      return isSettled(pod) ? Verdict.Counts : Verdict.Unsettled;
    }
    if (question.restart() && pod.owner().isRestartable()) {
      return Verdict.AwaitsRestart;
    }
    return pod.use() == SecretUse.Mounted ? Verdict.AwaitsKubelet : Verdict.AwaitsItsOwner;
  }

  private boolean hasContent(PodSighting pod) {
    if (pod.revision().equals(question.revision().id()) || isYounger(pod)) {
      return true;
    }
    boolean isRestarted = question.restart() && pod.owner().isRestartable();
    return !isRestarted
        && pod.use() == SecretUse.Mounted
        && !now.isBefore(question.publishedAt().plus(kubeletSyncBound));
  }

  private boolean isYounger(PodSighting pod) {
    Instant since = question.publishedAt().plus(MARGIN);
    return pod.startedAt().filter(start -> !start.isBefore(since)).isPresent();
  }

  private boolean isSettled(PodSighting pod) {
    return pod.readySince()
        .filter(since -> !now.isBefore(since.plus(CUT).plus(SETTLED)))
        .isPresent();
  }
}
