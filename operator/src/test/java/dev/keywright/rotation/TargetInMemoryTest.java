package dev.keywright.rotation;

import dev.keywright.contract.DriverUnderTest;
import dev.keywright.contract.RotationDriverContract;
import dev.keywright.contract.StoreUnderTest;
import dev.keywright.contract.Trouble;
import dev.keywright.core.SecretMaterial;
import dev.keywright.rotation.driver.spi.DriverEnvironment;
import dev.keywright.rotation.driver.spi.RotationDriver;
import dev.keywright.rotation.driver.spi.RotationDriverFactory;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The stand-in that whole runs are tested with keeps the contract of a driver with a target. */
class TargetInMemoryTest extends RotationDriverContract {
  private final TargetInMemory target = new TargetInMemory("first");

  @Override
  protected DriverUnderTest driver() {
    return new InMemory();
  }

  private final class InMemory implements DriverUnderTest {
    @Override
    public RotationDriverFactory<?> factory() {
      return target;
    }

    @Override
    public boolean isInstalled() {
      return false;
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of();
    }

    @Override
    public RotationDriver open() {
      return target.open(new TargetInMemory.Settings(), new DriverEnvironment(new SecureRandom()));
    }

    @Override
    public boolean accepts(Map<String, SecretMaterial> values) {
      return SecretMaterial.ofUtf8(target.password()).equals(values.get(TargetInMemory.PROPERTY));
    }

    @Override
    public Map<String, SecretMaterial> unacceptable() {
      return Map.of(TargetInMemory.PROPERTY, SecretMaterial.ofUtf8(StoreUnderTest.CANARY));
    }

    @Override
    public int changes() {
      return target.applications();
    }

    @Override
    public void set(Trouble trouble) {
      target.goDown();
    }

    @Override
    public Set<Trouble> possibleTroubles() {
      return EnumSet.allOf(Trouble.class);
    }
  }
}
