package dev.keywright.e2e.bench.scenario;

import dev.keywright.e2e.bench.measure.ProcessUse;
import dev.keywright.e2e.bench.measure.Witness;
import dev.keywright.e2e.bench.report.Measurement;
import dev.keywright.e2e.operator.OperatorUnderTest;
import java.util.List;
import java.util.Map;

/** Reads the meters of one operator from now until a measurement is taken. */
final class Readings {
  private final Witness witness;
  private final ProcessUse use;
  private final double cpuBefore;

  Readings(Witness witness, OperatorUnderTest operator) {
    this.witness = witness;
    this.use = new ProcessUse(operator.pid());
    this.cpuBefore = use.cpuSeconds();
  }

  /** Processor time so far. */
  double cpuSeconds() {
    return use.cpuSeconds() - cpuBefore;
  }

  /** The measurement with what the meters say now. */
  Measurement measurement(
      List<Double> seconds, List<Double> limitSeconds, Map<String, Double> figures) {
    return new Measurement(
        seconds, limitSeconds, witness.counts(), use.rssMiB(), cpuSeconds(), figures);
  }
}
