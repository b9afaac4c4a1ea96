package dev.keywright.rotation.driver.valueonly;

import com.google.auto.service.AutoService;
import dev.keywright.rotation.driver.spi.DriverEnvironment;
import dev.keywright.rotation.driver.spi.RotationDriver;
import dev.keywright.rotation.driver.spi.RotationDriverFactory;
import dev.keywright.rotation.value.PasswordGenerator;
import dev.keywright.rotation.value.TokenGenerator;
import dev.keywright.rotation.value.ValueGenerator;
import java.util.Optional;

/**
 * The store is the target: session keys, tokens between own services. Never a database password,
 * since nobody but the store's readers would learn of the new one.
 */
@AutoService(RotationDriverFactory.class)
@SuppressWarnings("rawtypes")
public final class ValueOnlyDriverFactory implements RotationDriverFactory<ValueOnlySettings> {
  @Override
  public String name() {
    return "valueOnly";
  }

  @Override
  public Class<ValueOnlySettings> settingsType() {
    return ValueOnlySettings.class;
  }

  @Override
  public Optional<String> problemOf(ValueOnlySettings settings) {
    if ((settings.token() == null) == (settings.password() == null)) {
      return Optional.of("valueOnly must have exactly one of token and password");
    }
    return settings.token() != null
        ? TokenGenerator.problemOf(settings.token())
        : Optional.ofNullable(settings.password()).flatMap(PasswordGenerator::problemOf);
  }

  @Override
  public RotationDriver open(ValueOnlySettings settings, DriverEnvironment environment) {
    String property = settings.property() == null ? "" : settings.property();
    return new ValueOnlyDriver(property, generatorOf(settings), environment.random());
  }

  private static ValueGenerator generatorOf(ValueOnlySettings settings) {
    if (settings.token() != null) {
      return new TokenGenerator(settings.token());
    }
    if (settings.password() != null) {
      return new PasswordGenerator(settings.password());
    }
    throw new IllegalArgumentException("refused by problemOf");
  }
}
