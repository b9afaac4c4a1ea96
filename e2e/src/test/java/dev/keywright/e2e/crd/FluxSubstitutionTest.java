package dev.keywright.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of Flux's own documentation and tests that have no variable set. */
final class FluxSubstitutionTest {
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "$(namespace)/**, $(namespace)/**",
    "$name, $name",
    "a$, a$",
    "$$, $",
    "$${var}, ${var}",
    "$$$, $$",
    "$$(x), $(x)"
  })
  void dollarSigns(String manifest, String expected) {
    assertThat(FluxSubstitution.of(manifest)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${var}", "a ${var:=x}", "$$${var}", "${", "^[a-z]${1}"})
  void anOpenedVariableIsRefused(String manifest) {
    assertThatIllegalArgumentException().isThrownBy(() -> FluxSubstitution.of(manifest));
  }
}
