package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationConsumer;
import dev.keywright.api.v1alpha1.RotationPhase;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import dev.keywright.rollout.Consumers.Consumer;
import dev.keywright.rotation.RotationObservation.Current;
import dev.keywright.rotation.RotationObservation.Reader;
import dev.keywright.rotation.RotationObservation.Slot;
import dev.keywright.rotation.RotationObservation.StorePicture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides about the phases after the commit, in which others act and the run waits: sync writes
 * every target, rollout restarts consumers, pods become ready. Pure.
 */
final class ConsumerPlanner {
  private static final int MOST_CONSUMERS = 500;
  private static final int MOST_NAMES = 5;
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(15);
  private static final Set<String> RESTARTABLE = Set.of("Deployment", "StatefulSet", "DaemonSet");

  private ConsumerPlanner() {}

  /** Every target of the object shows what was committed. */
  static RotationPlan publishing(RotationObservation observed, RotatedObject object) {
    if (observed.store() instanceof StorePicture.Unseen(StepFailure failure)) {
      return await(observed, failure.diagnosis());
    }
    if (isOverwritten(observed)) {
      return new RotationPlan.Await(
          Diagnosis.of(
              Reason.RotationHeld,
              "Somebody else wrote another value to %s in %s after this run had committed its own;"
                  + " nothing is retired. Delete this SecretRotation to keep their value.",
              object.path(),
              object.store()),
          true,
          List.of(),
          lookAfter(observed));
    }
    List<String> behind =
        observed.readers().stream()
            .filter(reader -> !showsOurs(observed, reader))
            .map(reader -> reader.policy().toString())
            .toList();
    return behind.isEmpty()
        ? new RotationPlan.Pass(RotationPhase.Published, List.of())
        : await(
            observed,
            Diagnosis.of(
                Reason.Reconciling,
                "Waits until the targets of these policies show the new value: %s.",
                listOf(behind)));
  }

  /** Every workload that is owed a restart was asked to restart. */
  static RotationPlan propagating(RotationObservation observed) {
    return pass(observed, RotationPhase.Propagated, consumer -> true);
  }

  /** Every live pod has the new value. */
  static RotationPlan observing(RotationObservation observed) {
    return pass(observed, RotationPhase.Observed, Consumer::isObserved);
  }

  private static RotationPlan pass(
      RotationObservation observed, RotationPhase phase, Predicate<Consumer> isThere) {
    List<String> behind =
        observed.readers().stream().flatMap(reader -> behind(reader, isThere)).toList();
    return behind.isEmpty()
        ? new RotationPlan.Pass(phase, tableOf(observed))
        : await(
            observed,
            Diagnosis.of(
                Reason.Reconciling, "Waits for consumers of the new value: %s.", listOf(behind)));
  }

  private static Stream<String> behind(Reader reader, Predicate<Consumer> isThere) {
    return reader.unknown().isPresent()
        ? Stream.of("those of SecretPolicy " + reader.policy() + ", " + reader.unknown().get())
        : reader.consumers().stream()
            .filter(consumer -> !isThere.test(consumer) || isOwedRestart(reader, consumer))
            .map(consumer -> describe(reader, consumer));
  }

  private static boolean isOwedRestart(Reader reader, Consumer consumer) {
    return reader.restarts()
        && RESTARTABLE.contains(consumer.kind())
        && !consumer.isObserved()
        && !consumer.revision().equals(reader.wanted());
  }

  private static boolean showsOurs(RotationObservation observed, Reader reader) {
    Optional<SourceVersion> committed = observed.journal().committedVersion();
    return reader.shown().isPresent()
        && (reader.shown().equals(committed) || reader.shown().equals(equalVersion(observed)));
  }

  /** The current version, when its rotated properties are ours although its number is not. */
  private static Optional<SourceVersion> equalVersion(RotationObservation observed) {
    return current(observed)
        .filter(value -> Optional.of(value.fingerprint()).equals(ours(observed)))
        .map(Current.Value::version);
  }

  private static boolean isOverwritten(RotationObservation observed) {
    boolean isGone =
        observed.store() instanceof StorePicture.Seen(Slot slot, Current.Missing missing);
    return isGone
        || current(observed)
            .filter(value -> !Optional.of(value.fingerprint()).equals(ours(observed)))
            .isPresent();
  }

  private static Optional<Current.Value> current(RotationObservation observed) {
    return observed.store() instanceof StorePicture.Seen(Slot slot, Current.Value value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private static Optional<Fingerprint> ours(RotationObservation observed) {
    return observed.journal().pendingFingerprint();
  }

  private static RotationPlan await(RotationObservation observed, Diagnosis why) {
    boolean isHeld = observed.journal().isPastDeadline(observed.now());
    return new RotationPlan.Await(
        isHeld ? new Diagnosis(Reason.RotationHeld, why.message()) : why,
        isHeld,
        tableOf(observed),
        lookAfter(observed));
  }

  /** The longer the phase takes, the less often one looks. */
  static Duration lookAfter(RotationObservation observed) {
    Instant since = observed.journal().status().phaseTime();
    Duration tenth =
        since == null ? SHORTEST_LOOK : Duration.between(since, observed.now()).dividedBy(10);
    if (tenth.compareTo(SHORTEST_LOOK) < 0) {
      return SHORTEST_LOOK;
    }
    return tenth.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : tenth;
  }

  /** The workloads as they are. */
  static List<RotationConsumer> tableOf(RotationObservation observed) {
    return observed.readers().stream()
        .flatMap(
            reader ->
                reader.consumers().stream()
                    .map(
                        consumer ->
                            new RotationConsumer(
                                reader.policy().toString(),
                                consumer.kind(),
                                consumer.name(),
                                consumer.uid(),
                                reader.wanted(),
                                consumer.ready(),
                                consumer.wanted(),
                                consumer.state())))
        .limit(MOST_CONSUMERS)
        .toList();
  }

  private static String describe(Reader reader, Consumer consumer) {
    String name =
        "%s %s/%s (%d of %d pods)"
            .formatted(
                consumer.kind(),
                reader.policy().namespace(),
                consumer.name(),
                consumer.ready(),
                consumer.wanted());
    return consumer.detail().isEmpty() ? name : name + ": " + withoutFullStop(consumer.detail());
  }

  private static String withoutFullStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String listOf(List<String> names) {
    String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining("; "));
    return names.size() > MOST_NAMES
        ? first + "; and " + (names.size() - MOST_NAMES) + " more"
        : first;
  }
}
