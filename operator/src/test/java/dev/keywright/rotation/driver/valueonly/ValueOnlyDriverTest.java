package dev.keywright.rotation.driver.valueonly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.contract.DriverUnderTest;
import dev.keywright.contract.RotationDriverContract;
import dev.keywright.contract.StoreUnderTest;
import dev.keywright.contract.Trouble;
import dev.keywright.core.SecretMaterial;
import dev.keywright.rotation.driver.spi.DriverEnvironment;
import dev.keywright.rotation.driver.spi.DriverRequest;
import dev.keywright.rotation.driver.spi.ProbeResult;
import dev.keywright.rotation.driver.spi.RotationDriver;
import dev.keywright.rotation.driver.spi.RotationDriverFactory;
import dev.keywright.rotation.value.PasswordSettings;
import dev.keywright.rotation.value.TokenSettings;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueOnlyDriverTest extends RotationDriverContract {
  private static final TokenSettings TOKEN = new TokenSettings(null, null, "shop_");
  private static final PasswordSettings PASSWORD =
      new PasswordSettings(24, null, null, null, null, true);

  private final ValueOnlyDriverFactory factory = new ValueOnlyDriverFactory();

  @Override
  protected DriverUnderTest driver() {
    return new StoreAsTarget();
  }

  @Test
  void itIsWithoutOverlapAndTheStoreIsItsTarget() {
    var capabilities = open("token").capabilities();

    assertThat(capabilities.overlap()).isFalse();
    assertThat(capabilities.setAndCommitAtOnce()).isTrue();
    assertThat(capabilities.readBack()).isTrue();
  }

  @Test
  void withoutAPropertyTheWholeValueIsRotated() {
    RotationDriver driver = factory.open(new ValueOnlySettings(null, TOKEN, null), environment());

    assertThat(driver.properties()).containsExactly("");
    assertThat(driver.draw()).containsOnlyKeys("");
  }

  @Test
  void passwordsFollowTheirOwnRules() {
    RotationDriver driver =
        factory.open(new ValueOnlySettings("password", null, PASSWORD), environment());
    SecretMaterial value = driver.draw().getOrDefault("password", SecretMaterial.ofUtf8(""));

    assertThat(value.revealUtf8()).hasSize(24).matches("[A-Za-z0-9]*");
    assertThat(probe(driver, Map.of("password", value))).isEqualTo(new ProbeResult.Accepted());
    assertThat(probe(driver, Map.of("other", value))).isInstanceOf(ProbeResult.Rejected.class);
  }

  @Test
  void exactlyOneKindOfValueIsNeeded() {
    assertThat(factory.problemOf(new ValueOnlySettings("p", null, null)))
        .contains("valueOnly must have exactly one of token and password");
    assertThat(factory.problemOf(new ValueOnlySettings("p", TOKEN, PASSWORD))).isPresent();
    assertThat(factory.problemOf(new ValueOnlySettings("p", null, PASSWORD))).isEmpty();
    assertThat(factory.problemOf(new ValueOnlySettings("p", TOKEN, null))).isEmpty();
    assertThat(
            factory.problemOf(new ValueOnlySettings("p", new TokenSettings(8, null, null), null)))
        .contains("token.bytes must be at least 14 (112 bits)");
  }

  private RotationDriver open(String property) {
    return factory.open(new ValueOnlySettings(property, TOKEN, null), environment());
  }

  private static DriverEnvironment environment() {
    return new DriverEnvironment(new SecureRandom());
  }

  private static ProbeResult probe(RotationDriver driver, Map<String, SecretMaterial> values) {
    return driver.probe(new DriverRequest("run", 1, values));
  }

  /** Being current in the store is what makes a value valid: every value of the form is good. */
  private final class StoreAsTarget implements DriverUnderTest {
    @Override
    public RotationDriverFactory<?> factory() {
      return factory;
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of("property", "token", "token", Map.of("prefix", "shop_"));
    }

    @Override
    public RotationDriver open() {
      return ValueOnlyDriverTest.this.open("token");
    }

    @Override
    public boolean accepts(Map<String, SecretMaterial> values) {
      SecretMaterial token = values.get("token");
      return token != null && token.revealUtf8().matches("shop_[A-Za-z0-9_-]{43}");
    }

    @Override
    public Map<String, SecretMaterial> unacceptable() {
      return Map.of("token", SecretMaterial.ofUtf8(StoreUnderTest.CANARY));
    }

    @Override
    public int changes() {
      return 0;
    }

    @Override
    public void set(Trouble trouble) {
      throw new UnsupportedOperationException("nobody is called");
    }
  }
}
