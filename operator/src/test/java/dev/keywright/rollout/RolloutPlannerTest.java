package dev.keywright.rollout;

import static dev.keywright.rollout.RolloutFixtures.ANNOTATION;
import static dev.keywright.rollout.RolloutFixtures.MADE;
import static dev.keywright.rollout.RolloutFixtures.NEW;
import static dev.keywright.rollout.RolloutFixtures.OLD;
import static dev.keywright.rollout.RolloutFixtures.POLICY;
import static dev.keywright.rollout.RolloutFixtures.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.RestartMode;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.rollout.WorkloadRollout.Obstacle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutPlannerTest {
  private static final String OTHER = "revision.keywright.dev/another-policy";

  @ParameterizedTest(name = "{0} {1}, carries {2}, created {3}: owed {4}")
  @CsvSource(
      nullValues = "null",
      value = {
        // the baseline: no annotation
        "SourceChanged, Rolling, '',  2026-03-01T11:00:00Z, true",
        "SpecChanged,   Rolling, '',  2026-03-01T11:00:00Z, true",
        "Rotated,       Rolling, '',  2026-03-01T11:00:00Z, true",
        // an earlier revision
        "Rotated,       Rolling, old, 2026-03-01T11:00:00Z, true",
        "Rotated,       Rolling, old, 2026-03-01T13:00:00Z, true",
        "Rotated,       Rolling, odd, 2026-03-01T11:00:00Z, true",
        // this revision
        "Rotated,       Rolling, new, 2026-03-01T11:00:00Z, false",
        "SourceChanged, Rolling, new, 2026-03-01T13:00:00Z, false",
        // younger than the revision; times are cut to seconds
        "Rotated,       Rolling, '',  2026-03-01T12:00:02Z, false",
        "Rotated,       Rolling, '',  2026-03-01T12:00:01Z, true",
        "Rotated,       Rolling, '',  2026-03-01T12:00:00Z, true",
        // causes that restart nothing
        "Created,       Rolling, '',  2026-03-01T11:00:00Z, false",
        "Adopted,       Rolling, '',  2026-03-01T11:00:00Z, false",
        "Created,       Rolling, old, 2026-03-01T11:00:00Z, false",
        "Adopted,       Rolling, old, 2026-03-01T11:00:00Z, false",
        // modes that restart nothing
        "Rotated,       Never,   '',  2026-03-01T11:00:00Z, false",
        "Rotated,       Never,   old, 2026-03-01T11:00:00Z, false",
        "Rotated,       Unrecognized, old, 2026-03-01T11:00:00Z, false",
      })
  void owesARestart(
      RevisionCause cause, RestartMode mode, String carries, Instant createdAt, boolean isOwed) {
    String revision =
        switch (carries) {
          case "old" -> OLD.id();
          case "new" -> NEW.id();
          case "odd" -> "edited by hand";
          default -> carries;
        };
    Workload workload = workload(WorkloadKind.Deployment, createdAt, revision);
    RolloutPlan plan =
        RolloutPlanner.plan(new RolloutTarget(POLICY, NEW, cause, MADE), mode, List.of(workload));
    assertThat(plan.restarts())
        .isEqualTo(
            isOwed
                ? List.of(new Restart(workload.id(), "7", ANNOTATION, revision, NEW))
                : List.of());
  }

  @ParameterizedTest
  @EnumSource(Obstacle.class)
  void owesPausedAndStuckWorkloadsToo(Obstacle obstacle) {
    Workload workload =
        workload(
            WorkloadKind.Deployment,
            MADE.minusSeconds(60),
            "",
            new WorkloadRollout(3, false, obstacle));
    assertThat(plan(List.of(workload)).restarts()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(WorkloadKind.class)
  void restartsEveryKind(WorkloadKind kind) {
    assertThat(plan(List.of(workload(kind, MADE.minusSeconds(60), ""))).restarts())
        .extracting(restart -> restart.workload().kind())
        .containsExactly(kind);
  }

  @Test
  void keepsPoliciesApart() {
    Workload base = workload(WorkloadKind.Deployment, MADE.minusSeconds(60), "");
    Workload workload =
        new Workload(
            base.id(),
            base.resourceVersion(),
            base.createdAt(),
            base.secrets(),
            Map.of(OTHER, NEW.id()),
            base.rollout());
    assertThat(plan(List.of(workload)).restarts()).extracting(Restart::from).containsExactly("");
  }

  @Property
  void onceCarriedOutNothingIsOwed(
      @ForAll RevisionCause cause, @ForAll RestartMode mode, @ForAll boolean isOld) {
    Workload before =
        workload(
            WorkloadKind.StatefulSet, MADE.plusSeconds(isOld ? -60 : 60), isOld ? OLD.id() : "");
    RolloutTarget target = new RolloutTarget(POLICY, NEW, cause, MADE);
    List<Workload> after =
        RolloutPlanner.plan(target, mode, List.of(before)).restarts().stream()
            .map(restart -> carriedOut(before, restart.to()))
            .toList();
    assertThat(RolloutPlanner.plan(target, mode, after)).isEqualTo(RolloutPlan.NOTHING);
  }

  private static Workload carriedOut(Workload before, Revision revision) {
    return workload(before.id().kind(), before.createdAt(), revision.id());
  }

  private static RolloutPlan plan(List<Workload> workloads) {
    return RolloutPlanner.plan(
        new RolloutTarget(POLICY, NEW, RevisionCause.Rotated, MADE),
        RestartMode.Rolling,
        workloads);
  }
}
