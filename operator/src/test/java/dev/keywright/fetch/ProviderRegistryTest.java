package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.core.Reason;
import dev.keywright.testkit.FakeProviderFactory;
import dev.keywright.testkit.FakeStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProviderRegistryTest {
  private final ProviderRegistry registry =
      new ProviderRegistry(
          List.of(
              new FakeProviderFactory("fake", new FakeStore()),
              new FakeProviderFactory("other", new FakeStore())));

  @Test
  void convertsTheOneBlock() {
    var selection =
        registry.select(
            Map.of(
                "fake",
                Map.of(
                    "address", "here",
                    "doors", List.of(Map.of("label", "front", "number", 1)),
                    "addedByANewerVersion", "ignored")));
    assertThat(selection).isInstanceOf(ProviderRegistry.Selection.Selected.class);
    var selected = ((ProviderRegistry.Selection.Selected) selection).provider();
    assertThat(selected.name()).isEqualTo("fake");
    assertThat(selected.refreshInterval()).isEqualTo(Duration.ofMinutes(7));
    assertThat(selected.settings())
        .isEqualTo(
            new FakeProviderFactory.Settings(
                "here", null, null, List.of(new FakeProviderFactory.Door("front", 1))));
  }

  @Test
  @DisplayName("S26 a store without a provider block says which there are")
  void namesTheChoices() {
    assertThat(problemOf(Map.of()))
        .isEqualTo("spec.provider has no block. Set exactly one of fake, other.");
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("fake", null);
    assertThat(problemOf(nothing)).contains("has no block");
  }

  @Test
  @DisplayName("S26 two provider blocks are refused by name")
  void refusesTwoBlocks() {
    assertThat(problemOf(Map.of("other", Map.of(), "fake", Map.of())))
        .isEqualTo(
            "spec.provider has the blocks fake, other, and must have exactly one. Remove the"
                + " others, or make a store for each.");
  }

  @Test
  @DisplayName("S26 an unknown block may be newer or misspelt")
  void refusesUnknownBlocks() {
    assertThat(problemOf(Map.of("valut", Map.of())))
        .isEqualTo(
            "spec.provider.valut was written by a newer version or is misspelt. This installation"
                + " knows fake, other.");
  }

  @Test
  @DisplayName("S26 a value of the wrong type is named by its field, never quoted")
  void namesTheFieldThatCannotBeRead() {
    assertThat(
            problemOf(
                Map.of(
                    "fake",
                    Map.of("doors", List.of(Map.of("number", 1), Map.of("number", "hunter2"))))))
        .startsWith("spec.provider.fake.doors[1].number cannot be read")
        .doesNotContain("hunter2");
    assertThat(problemOf(Map.of("fake", "hunter2")))
        .startsWith("spec.provider.fake cannot be read")
        .doesNotContain("hunter2");
  }

  @Test
  @DisplayName("S26 a required field that an older schema did not ask for is named")
  void namesTheFieldThatIsMissing() {
    List<Map<String, Object>> doors = List.of(Map.of("label", "front"), Map.of("number", 2));
    assertThat(problemOf(Map.of("fake", Map.of("doors", doors))))
        .isEqualTo("spec.provider.fake.doors[1].label is required and missing.");
  }

  @Test
  @DisplayName("S26 an enum value of a newer version is the provider's own problem, not a crash")
  void passesTheProvidersProblemOn() {
    assertThat(problemOf(Map.of("fake", Map.of("way", "Cellar"))))
        .isEqualTo("spec.provider.fake: way must be Front or Back");
  }

  @Test
  void refusesTwoProvidersOfOneName() {
    var twice =
        List.of(
            new FakeProviderFactory("fake", new FakeStore()),
            new FakeProviderFactory("fake", new FakeStore()));
    assertThatThrownBy(() -> new ProviderRegistry(twice)).hasMessageContaining("fake");
  }

  private String problemOf(Map<String, Object> provider) {
    var selection = registry.select(provider);
    assertThat(selection).isInstanceOf(ProviderRegistry.Selection.Rejected.class);
    var diagnosis = ((ProviderRegistry.Selection.Rejected) selection).diagnosis();
    assertThat(diagnosis.reason()).isEqualTo(Reason.InvalidSpec);
    return diagnosis.message();
  }
}
