package dev.keywright.rotation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.rotation.driver.spi.DriverEnvironment;
import dev.keywright.rotation.driver.spi.RotationDriver;
import dev.keywright.rotation.driver.spi.RotationDriverFactory;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every driver there is. Thread-safe. */
public final class DriverCatalog {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
          .build();

  private final Map<String, RotationDriverFactory<?>> factories = new TreeMap<>();
  private final DriverEnvironment environment;

  /**
   * @param factories as found by {@link java.util.ServiceLoader}
   */
  public DriverCatalog(
      Collection<? extends RotationDriverFactory<?>> factories, DriverEnvironment environment) {
    factories.forEach(factory -> this.factories.put(factory.name(), factory));
    this.environment = environment;
  }

  /** What came of a {@code spec.rotation.driver} block. */
  public sealed interface Choice {
    /**
     * A driver.
     *
     * @param name the block's name
     * @param driver ready for use
     */
    record Opened(String name, RotationDriver driver) implements Choice {}

    /**
     * None.
     *
     * @param diagnosis InvalidSpec, with the way out
     */
    record Refused(Diagnosis diagnosis) implements Choice {}
  }

  /** Opens the driver that {@code block} names. No I/O. */
  public Choice open(@Nullable Map<String, Object> block) {
    if (block == null || block.size() != 1) {
      return refused("must name exactly one driver, of: " + names());
    }
    String name = block.keySet().iterator().next();
    RotationDriverFactory<?> factory = factories.get(name);
    return factory == null
        ? refused("names %s, which this version does not have; it has: %s".formatted(name, names()))
        : open(factory, block.get(name));
  }

  private <S extends Record> Choice open(
      RotationDriverFactory<S> factory, @Nullable Object settings) {
    S converted;
    try {
      converted =
          MAPPER.convertValue(settings == null ? Map.of() : settings, factory.settingsType());
    } catch (IllegalArgumentException malformed) {
      return refused("has a " + factory.name() + " block that is not of the documented form");
    }
    Optional<String> problem = factory.problemOf(converted);
    return problem.isPresent()
        ? refused("cannot be used: " + problem.get())
        : new Choice.Opened(factory.name(), factory.open(converted, environment));
  }

  private Choice refused(String problem) {
    return new Choice.Refused(
        new Diagnosis(Reason.InvalidSpec, "spec.rotation.driver " + problem + "."));
  }

  private String names() {
    return String.join(", ", factories.keySet());
  }
}
