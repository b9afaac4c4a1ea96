package dev.keywright.e2e.bench;

import dev.keywright.e2e.bench.scenario.Scenario;
import java.util.List;

/**
 * What is run, in order.
 *
 * @param items at least one
 */
record BenchPlan(List<Item> items) {
  BenchPlan {
    items = List.copyOf(items);
  }

  /**
   * One scenario with one number of policies.
   *
   * @param runs how often
   */
  record Item(Scenario scenario, int policies, int runs) {
    @Override
    public String toString() {
      return "%s, %d %s"
          .formatted(scenario.name(), policies, policies == 1 ? "policy" : "policies");
    }
  }

  /**
   * The plan for {@code scenarios}.
   *
   * @param policies numbers of policies for each scenario; empty for what each suggests
   * @param runs how often each is run; 0 for what each suggests
   */
  static BenchPlan of(List<Scenario> scenarios, List<Integer> policies, int runs) {
    return new BenchPlan(
        scenarios.stream()
            .flatMap(
                scenario ->
                    (policies.isEmpty() ? scenario.sizes() : policies)
                        .stream()
                            .map(
                                count ->
                                    new Item(scenario, count, runs == 0 ? scenario.runs() : runs)))
            .toList());
  }
}
