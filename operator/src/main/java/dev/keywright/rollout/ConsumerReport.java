package dev.keywright.rollout;

import dev.keywright.rollout.Consumers.Consumer;
import dev.keywright.rollout.PodJudge.Verdict;
import dev.keywright.rollout.WorkloadRollout.Obstacle;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells of each consumer how far it is, from its template and its pods. Pure. */
final class ConsumerReport {
  /** The words of {@link Consumer#state}. */
  private enum State {
    Observed,
    Restarting,
    Waiting,
    Paused,
    Failing
  }

  private record Where(State state, String detail) {}

  private record Group(String kind, String name) {}

  /** One consumer: its template when that reads the target, and its live pods that do. */
  private record Seen(PodOwner owner, Optional<Workload> workload, List<PodSighting> pods) {}

  private final ConsumerQuestion question;
  private final PodJudge judge;

  ConsumerReport(ConsumerQuestion question, PodJudge judge) {
    this.question = question;
    this.judge = judge;
  }

  /** One row for each workload and each other owner of a pod, ordered by kind and name. */
  List<Consumer> of(List<Workload> workloads, List<PodSighting> pods) {
    Map<Group, Workload> templates =
        workloads.stream()
            .collect(
                Collectors.toMap(it -> new Group(it.id().kind().name(), it.id().name()), it -> it));
    Map<Group, List<PodSighting>> owned =
        pods.stream()
            .collect(Collectors.groupingBy(it -> new Group(it.owner().kind(), it.owner().name())));
    return Stream.concat(templates.keySet().stream(), owned.keySet().stream())
        .distinct()
        .map(group -> seen(templates.get(group), owned.getOrDefault(group, List.of())))
        .map(this::row)
        .sorted(Comparator.comparing(Consumer::kind).thenComparing(Consumer::name))
        .toList();
  }

  private static Seen seen(@Nullable Workload workload, List<PodSighting> pods) {
    if (workload == null) {
      return new Seen(pods.getFirst().owner(), Optional.empty(), pods);
    }
    WorkloadId id = workload.id();
    return new Seen(
        new PodOwner(id.kind().name(), id.name(), id.uid()), Optional.of(workload), pods);
  }

  private Consumer row(Seen seen) {
    int ready = (int) seen.pods().stream().filter(this::counts).count();
    int wanted = Math.max(seen.pods().size(), desired(seen));
    boolean isObserved = ready >= wanted && isRolledOut(seen);
    Where where = isObserved ? observed(seen) : whereStuck(seen);
    return new Consumer(
        seen.owner().kind(),
        seen.owner().name(),
        seen.owner().uid(),
        seen.workload().map(it -> it.revision(question.annotation())).orElse(""),
        ready,
        wanted,
        where.state().name(),
        where.detail());
  }

  private boolean counts(PodSighting pod) {
    return judge.judge(pod) == Verdict.Counts;
  }

  /** Pods that do not exist yet matter only to a rollout that is under way. */
  private int desired(Seen seen) {
    return question.restart() ? seen.workload().map(it -> it.rollout().desired()).orElse(0) : 0;
  }

  private boolean isRolledOut(Seen seen) {
    return !question.restart() || seen.workload().map(it -> it.rollout().isComplete()).orElse(true);
  }

  private static Where observed(Seen seen) {
    return new Where(State.Observed, seen.pods().isEmpty() ? "It has no pods." : "");
  }

  private Where whereStuck(Seen seen) {
    Obstacle obstacle = obstacle(seen);
    if (obstacle == Obstacle.Paused) {
      return new Where(State.Paused, obstacle.text());
    }
    return failing(seen, obstacle)
        .orElseGet(
            () ->
                seen.pods().stream()
                    .filter(pod -> !counts(pod))
                    .max(Comparator.comparing(judge::judge))
                    .map(pod -> waiting(seen, pod, obstacle))
                    .orElse(new Where(State.Restarting, obstacle.text())));
  }

  private Obstacle obstacle(Seen seen) {
    return question.restart()
        ? seen.workload().map(it -> it.rollout().obstacle()).orElse(Obstacle.None)
        : Obstacle.None;
  }

  private Optional<Where> failing(Seen seen, Obstacle obstacle) {
    if (obstacle == Obstacle.DeadlinePassed || obstacle == Obstacle.PodsRefused) {
      return Optional.of(new Where(State.Failing, obstacle.text()));
    }
    return seen.pods().stream()
        .filter(pod -> !counts(pod) && !pod.trouble().isEmpty())
        .findFirst()
        .map(pod -> new Where(State.Failing, "Pod " + pod.name() + " " + pod.trouble() + "."));
  }

  private Where waiting(Seen seen, PodSighting pod, Obstacle obstacle) {
    return switch (judge.judge(pod)) {
      case Counts, Unsettled ->
          question.restart() && seen.owner().isRestartable()
              ? new Where(State.Restarting, "")
              : new Where(State.Waiting, "Pod " + pod.name() + " is not Ready, or only just.");
      case AwaitsRestart -> awaitingRestart(seen, pod, obstacle);
      case AwaitsKubelet ->
          new Where(State.Waiting, "The kubelet may not have updated the mounted files yet.");
      case AwaitsItsOwner ->
          new Where(
              State.Waiting,
              "Pod "
                  + pod.name()
                  + " read the Secret when it started and is not restarted by Keywright.");
    };
  }

  private Where awaitingRestart(Seen seen, PodSighting pod, Obstacle obstacle) {
    if (obstacle != Obstacle.None) {
      return new Where(State.Waiting, obstacle.text());
    }
    if (seen.workload().isEmpty()) {
      return new Where(
          State.Waiting,
          "Pod " + pod.name() + " is of a template that no longer reads the Secret.");
    }
    boolean isAsked =
        seen.workload().get().revision(question.annotation()).equals(question.revision().id());
    return isAsked
        ? new Where(State.Restarting, "")
        : new Where(State.Waiting, "Its restart has not been asked for yet.");
  }
}
