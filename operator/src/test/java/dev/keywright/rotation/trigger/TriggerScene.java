package dev.keywright.rotation.trigger;

import dev.keywright.api.v1alpha1.PolicyRotationStatus;
import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.api.v1alpha1.RotationSpec;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.ObjectKey;
import dev.keywright.rotation.RunName;
import dev.keywright.rotation.trigger.RunFacts.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A policy and its runs, as a test wants them; its plans can be put into effect. */
final class TriggerScene {
  static final ObjectKey POLICY = new ObjectKey("shop", "orders-api");
  static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  final List<RunFacts> runs = new ArrayList<>();
  Instant now = Instant.parse("2026-03-04T12:00:00Z");
  Instant createdAt = CREATED;
  Optional<RotationSpec> spec = Optional.of(onRequest());
  Optional<Diagnosis> unfit = Optional.empty();
  @Nullable PolicyRotationStatus status;
  @Nullable RequestStatus lastRequest;
  Optional<String> token = Optional.empty();
  Optional<TriggerObservation.Value> value =
      Optional.of(new TriggerObservation.Value(Optional.of(CREATED)));

  static RotationSpec onRequest() {
    return new RotationSpec(null, null, null, null, null, null, null, null, Map.of());
  }

  static RotationSpec every(String age) {
    return new RotationSpec(null, age, null, null, null, null, null, null, Map.of());
  }

  static RotationSpec daily(String cron, String zone, String window, String jitter) {
    return new RotationSpec(cron, null, zone, window, jitter, null, null, null, Map.of());
  }

  TriggerPlan plan() {
    return TriggerPlanner.plan(
        new TriggerObservation(
            POLICY, "uid-1", createdAt, spec, unfit, status, lastRequest, token, value, runs, now));
  }

  /** Looks as the operator does: writes the status, creates the run that is due. */
  TriggerPlan look() {
    TriggerPlan plan = plan();
    status = plan.status();
    lastRequest = plan.request();
    plan.start().ifPresent(key -> add(RunName.of(POLICY, key), key, Stage.QUEUED));
    return plan;
  }

  /** Adds a run that a person made. */
  void addByHand(String name) {
    add(name, "request:" + name, Stage.QUEUED);
  }

  private void add(String name, String key, Stage stage) {
    runs.add(
        new RunFacts(name, key, stage, now, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /** The run has come to {@code stage} now. */
  void move(String name, Stage stage) {
    move(name, stage, Optional.empty());
  }

  /** The same, held or failed for a reason. */
  void move(String name, Stage stage, Optional<String> why) {
    RunFacts before =
        runs.stream().filter(run -> run.name().equals(name)).findFirst().orElseThrow();
    boolean isOpen = stage == Stage.QUEUED || stage == Stage.UNDER_WAY;
    runs.set(
        runs.indexOf(before),
        new RunFacts(
            name,
            before.triggerKey(),
            stage,
            before.createdAt(),
            isOpen ? Optional.empty() : Optional.of(now),
            isOpen ? why : Optional.empty(),
            isOpen ? Optional.empty() : why));
  }

  /** Every open run is done now. */
  void finishAll() {
    List.copyOf(runs).stream()
        .filter(run -> !run.isEnded())
        .forEach(run -> move(run.name(), Stage.DONE));
  }

  String onlyRun() {
    if (runs.size() != 1) {
      throw new AssertionError("not one run: " + runs);
    }
    return runs.getFirst().name();
  }

  RequestState requestState() {
    return lastRequest == null || lastRequest.state() == null
        ? RequestState.Unrecognized
        : lastRequest.state();
  }
}
