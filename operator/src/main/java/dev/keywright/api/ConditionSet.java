package dev.keywright.api;

import dev.keywright.api.v1alpha1.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds the conditions of an object from the ones it had: {@code lastTransitionTime} moves only
 * when a status value changes (rules of {@code meta/v1 Condition}). Conditions that are not set
 * again stay; one that must go is removed by name. Not thread-safe.
 */
public final class ConditionSet {
  private final Map<String, Condition> byType = new LinkedHashMap<>();
  private final long generation;
  private final Instant now;

  /**
   * @param before the conditions the object has; null for none
   * @param generation generation that the new conditions are about
   * @param now time of changes, cut to whole seconds
   */
  public ConditionSet(@Nullable List<Condition> before, long generation, Instant now) {
    if (before != null) {
      before.forEach(condition -> byType.put(condition.type(), condition));
    }
    this.generation = generation;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Sets a condition. {@code status} is True, False or Unknown. */
  public ConditionSet set(String type, String status, String reason, String message) {
    Condition before = byType.get(type);
    Instant since =
        before != null && before.status().equals(status) ? before.lastTransitionTime() : now;
    byType.put(type, new Condition(type, status, generation, since, reason, message));
    return this;
  }

  /** Removes a condition that does not hold. */
  public ConditionSet remove(String type) {
    byType.remove(type);
    return this;
  }

  /** The conditions, in the order in which they first appeared. */
  public List<Condition> list() {
    return List.copyOf(byType.values());
  }

  /**
   * {@code after} as the successor of {@code before}: what has the status that it had keeps the
   * time of its last transition, also when it was removed and set again in between.
   */
  public static List<Condition> steady(@Nullable List<Condition> before, List<Condition> after) {
    return after.stream()
        .map(
            condition ->
                find(before, condition.type())
                    .filter(old -> old.status().equals(condition.status()))
                    .map(old -> at(old.lastTransitionTime(), condition))
                    .orElse(condition))
        .toList();
  }

  private static Condition at(Instant time, Condition condition) {
    return new Condition(
        condition.type(),
        condition.status(),
        condition.observedGeneration(),
        time,
        condition.reason(),
        condition.message());
  }

  /** The condition of {@code type} among {@code conditions}. */
  public static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  /** Whether the condition of {@code type} is there and True. */
  public static boolean isTrue(@Nullable List<Condition> conditions, String type) {
    return find(conditions, type)
        .filter(condition -> condition.status().equals("True"))
        .isPresent();
  }
}
