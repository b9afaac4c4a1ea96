package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstalledProvidersTest {
  private final ProviderRegistry registry = ProviderRegistry.load();

  @Test
  void areFoundByServiceLoader() {
    assertThat(registry.names()).contains("awsSecretsManager", "kubernetes", "vault");
  }

  @ParameterizedTest(name = "S26 {0} says what is wrong with a block that no schema has checked")
  @ValueSource(strings = {"awsSecretsManager", "kubernetes", "vault"})
  void neverThrowOnAnEmptyOrStrangeBlock(String name) {
    for (Map<String, Object> block :
        List.<Map<String, Object>>of(Map.of(), Map.of("auth", "hunter2", "address", 7))) {
      assertThat(registry.select(Map.of(name, block)))
          .isInstanceOf(ProviderRegistry.Selection.Rejected.class)
          .asString()
          .contains("spec.provider." + name)
          .doesNotContain("hunter2");
    }
  }
}
