package dev.keywright.e2e.bench.scenario;

import dev.keywright.e2e.bench.measure.ApiCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** When things happened, by the API server's clock. Pure. */
final class Timeline {
  private final List<ApiCall> calls;

  Timeline(List<ApiCall> calls) {
    this.calls = calls;
  }

  /**
   * When the first such call was answered.
   *
   * @throws IllegalStateException when there was none
   */
  Instant first(String verb, String resource) {
    return calls.stream()
        .filter(call -> call.did(verb, resource))
        .map(ApiCall::done)
        .min(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalStateException("no " + verb + " of " + resource));
  }

  /**
   * When the last such call was answered.
   *
   * @throws IllegalStateException when there was none
   */
  Instant last(String verb, String resource) {
    return calls.stream()
        .filter(call -> call.did(verb, resource))
        .map(ApiCall::done)
        .max(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalStateException("no " + verb + " of " + resource));
  }

  /** The answer of the first call after {@code from} for which {@code which} holds. */
  Optional<Instant> firstAfter(Instant from, Predicate<ApiCall> which) {
    return calls.stream()
        .filter(call -> call.isDone() && !call.done().isBefore(from) && which.test(call))
        .map(ApiCall::done)
        .min(Comparator.naturalOrder());
  }

  /** When the operator began to lead: its first hold of the Lease. */
  Instant leading() {
    return calls.stream()
        .filter(
            call -> call.isDone() && call.resource().equals("leases") && !call.verb().equals("get"))
        .map(ApiCall::done)
        .min(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalStateException("nobody leads"));
  }

  /**
   * Seconds from the arrival of each call {@code cause} to the answer of the first call {@code
   * effect} on an object of the same name that ended later; without those that had no effect.
   */
  static List<Double> between(
      List<ApiCall> calls, Predicate<ApiCall> cause, Predicate<ApiCall> effect) {
    Map<String, Instant> waiting = new HashMap<>();
    List<Double> seconds = new ArrayList<>();
    calls.stream()
        .filter(ApiCall::isDone)
        .sorted(Comparator.comparing(ApiCall::done))
        .forEach(
            call -> {
              if (cause.test(call)) {
                waiting.putIfAbsent(call.name(), call.received());
              } else if (effect.test(call)) {
                Instant begun = waiting.remove(call.name());
                if (begun != null) {
                  seconds.add(seconds(begun, call.done()));
                }
              }
            });
    return seconds;
  }

  static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
