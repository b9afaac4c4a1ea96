package dev.keywright.rotation.driver.valueonly;

import dev.keywright.core.SecretMaterial;
import dev.keywright.rotation.driver.spi.ApplyResult;
import dev.keywright.rotation.driver.spi.DriverCapabilities;
import dev.keywright.rotation.driver.spi.DriverRequest;
import dev.keywright.rotation.driver.spi.ProbeResult;
import dev.keywright.rotation.driver.spi.RetireResult;
import dev.keywright.rotation.driver.spi.RotationDriver;
import dev.keywright.rotation.value.ValueGenerator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Draws a value; being current in the store is what makes it valid, so that there is nothing to
 * apply and nothing to retire here. The proof is that what was read back is a value of the asked
 * form.
 */
final class ValueOnlyDriver implements RotationDriver {
  private static final DriverCapabilities CAPABILITIES =
      new DriverCapabilities(false, false, true, true, false, false, false);

  private final String property;
  private final ValueGenerator generator;
  private final RandomGenerator random;

  ValueOnlyDriver(String property, ValueGenerator generator, RandomGenerator random) {
    this.property = property;
    this.generator = generator;
    this.random = random;
  }

  @Override
  public DriverCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public SortedSet<String> properties() {
    return new TreeSet<>(List.of(property));
  }

  @Override
  public Map<String, SecretMaterial> draw() {
    return Map.of(property, generator.draw(random));
  }

  @Override
  public ApplyResult apply(DriverRequest request) {
    return new ApplyResult.Applied();
  }

  @Override
  public ProbeResult probe(DriverRequest request) {
    SecretMaterial value = request.pending().get(property);
    return request.pending().size() == 1 && value != null && generator.accepts(value)
        ? new ProbeResult.Accepted()
        : new ProbeResult.Rejected("The staged value is not of the form that the policy asks for.");
  }

  @Override
  public RetireResult retire(DriverRequest request) {
    return new RetireResult.Retired();
  }
}
