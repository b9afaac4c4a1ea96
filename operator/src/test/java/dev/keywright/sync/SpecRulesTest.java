package dev.keywright.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecRulesTest {
  private static final String NEWER =
      " holds a word that this version of Keywright does not know: it was written by a newer version,"
          + " or is misspelt.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          storeRef: {name: vault} | at least one entry in data or dataFrom
          data: [{key: k, from: {path: p}}] | data key k names no store: set spec.storeRef, or storeRef beside the entry.
          dataFrom: [{extract: {path: p}}] | dataFrom p names no store
          storeRef: {name: v, kind: Other}; dataFrom: [{extract: {path: p}}] | storeRef.kind{newer}
          storeRef: {name: v}; data: [{key: a b, from: {path: p}}] | data key "a b" must have letters, digits, dot, dash and underscore only
          storeRef: {name: v}; data: [{key: ..k, from: {path: p}}] | must not start with two dots
          storeRef: {name: v}; data: [{key: k, from: {path: p}}, {key: k, from: {path: q}}] | data key "k" is there twice.
          storeRef: {name: v}; data: [{key: k, from: {path: a//b}}] | Path "a//b" cannot be used: a path must not have empty
          storeRef: {name: v}; data: [{key: k, from: {path: ../b}}] | Path "../b" cannot be used
          storeRef: {name: v}; data: [{key: k, from: {path: a%2fb}}] | must not contain a percent sign
          storeRef: {name: v}; data: [{key: k, from: {path: .keywright/pending/x}}] | is Keywright's own
          storeRef: {name: v}; data: [{key: k, from: {path: p, mount: a//b}}] | Mount "a//b" cannot be used
          storeRef: {name: v}; data: [{key: k, from: {path: p, version: '1', stage: S}}] | p must not name both version and stage.
          storeRef: {name: v}; data: [{key: k, from: {path: p, decode: Rot13}}] | decode{newer}
          storeRef: {name: v}; data: [{key: k, from: {file: p}}] | data{newer}
          storeRef: {name: v}; dataFrom: [{issue: {path: p}}] | dataFrom{newer}
          storeRef: {name: v}; dataFrom: [{extract: {path: p}, find: {path: p}}] | dataFrom{newer}
          storeRef: {name: v}; dataFrom: [{find: {}}] | must have path, name or tags
          storeRef: {name: v}; dataFrom: [{find: {path: ../p}}] | Path "../p" cannot be used
          storeRef: {name: v}; dataFrom: [{find: {path: .keywright/}}] | is Keywright's own
          storeRef: {name: v}; dataFrom: [{find: {name: "("}}] | find.name "(" is no regular expression of RE2.
          storeRef: {name: v}; dataFrom: [{find: {path: p, decode: Rot13}}] | decode{newer}
          storeRef: {name: v}; dataFrom: [{find: {path: p/}, rewrite: [{match: "(", replace: x}]}] | rewrite of dataFrom find p has
          dataFrom: [{find: {path: p}}] | dataFrom find p names no store
          storeRef: {name: v}; dataFrom: [{extract: {path: p}, rewrite: [{match: "(", replace: x}]}] | rewrite of dataFrom p has a match that is no regular expression of RE2: (.
          storeRef: {name: v}; dataFrom: [{extract: {path: p}, rewrite: [{match: a, replace: $1}]}] | names a group which its match does not have
          storeRef: {name: v}; dataFrom: [{extract: {path: p}, rewrite: [{match: a}]}] | must have match and replace in every step
          storeRef: {name: v}; dataFrom: [{extract: {path: .keywright}}] | is Keywright's own
          storeRef: {name: v}; dataFrom: [{extract: {path: p, decode: Rot13}}] | decode{newer}
          storeRef: {name: v}; dataFrom: [{extract: {path: p, version: '1', stage: S}}] | must not name both
          refresh: {interval: soon}; storeRef: {name: v}; dataFrom: [{extract: {path: p}}] | refresh.interval "soon" is not a duration: write for example 90s, 1h30m or 30d.
          refresh: {interval: 0s}; storeRef: {name: v}; dataFrom: [{extract: {path: p}}] | refresh.interval must be at least 1s.
          refresh: {maxStaleness: 1y}; storeRef: {name: v}; dataFrom: [{extract: {path: p}}] | refresh.maxStaleness "1y" is not a duration
          refresh: {mode: Often}; storeRef: {name: v}; dataFrom: [{extract: {path: p}}] | refresh.mode{newer}
          refresh: {mode: Once, maxStaleness: 1h}; storeRef: {name: v}; dataFrom: [{extract: {path: p}}] | refresh.maxStaleness must not be set with refresh.mode Once
          target: {adopt: Always}; storeRef: {name: v}; dataFrom: [{extract: {path: p}}] | target.adopt{newer}
          target: {type: kubernetes.io/service-account-token}; storeRef: {name: v}; dataFrom: [{extract: {path: p}}] | target.type must not be kubernetes.io/service-account-token
          target: {type: bootstrap.kubernetes.io/token}; storeRef: {name: v}; dataFrom: [{extract: {path: p}}] | rights in the cluster
          consumers: {restart: Gently}; storeRef: {name: v}; dataFrom: [{extract: {path: p}}] | consumers.restart{newer}
          """)
  void namesWhatIsWrongAndTheWayOut(String spec, String problem) {
    Optional<Diagnosis> found = SpecRules.problemOf(Spec.of(spec.replace("; ", "\n")));
    assertThat(found).map(Diagnosis::reason).contains(Reason.InvalidSpec);
    assertThat(found.orElseThrow().message()).contains(problem.replace("{newer}", NEWER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          storeRef: {name: v}; dataFrom: [{extract: {path: p}}] |
          storeRef: {name: v, kind: ClusterSecretStore}; data: [{key: .k-K_1, from: {path: a/b.c, property: x, mount: kv/two, version: '3', decode: Base64}}] |
          data: [{key: k, storeRef: {name: v}, from: {path: p, stage: AWSPREVIOUS}}] |
          refresh: {mode: Once, interval: 1s}; storeRef: {name: v}; dataFrom: [{extract: {path: p}}] |
          refresh: {mode: Interval, interval: 1h, maxStaleness: 5m}; storeRef: {name: v}; dataFrom: [{extract: {path: p}}] |
          target: {adopt: IfSame, type: example.com/x}; storeRef: {name: v}; dataFrom: [{extract: {path: p}}] |
          """)
  void findsNothingWrong(String spec) {
    assertThat(SpecRules.problemOf(Spec.of(spec.replace("; ", "\n")))).isEmpty();
  }

  @Test
  void wantsASpec() {
    assertThat(SpecRules.problemOf(null)).map(Diagnosis::reason).contains(Reason.InvalidSpec);
  }

  /** The rule of Kubernetes, {@code IsConfigMapKey}, in its own words. */
  @Property
  void acceptsTheKeysThatKubernetesAccepts(@ForAll String key) {
    boolean isLegal =
        Pattern.matches("[-._a-zA-Z0-9]+", key)
            && key.length() <= 253
            && !key.equals(".")
            && !key.equals("..")
            && !key.startsWith("..");
    assertThat(SpecRules.isLegalKey(key)).isEqualTo(isLegal);
  }

  @Test
  void limitsTheLengthOfKeys() {
    assertThat(SpecRules.isLegalKey("k".repeat(253))).isTrue();
    assertThat(SpecRules.isLegalKey("k".repeat(254))).isFalse();
    assertThat(SpecRules.isLegalKey("")).isFalse();
    assertThat(SpecRules.isLegalKey(".hidden")).isTrue();
    assertThat(SpecRules.isLegalKey(".")).isFalse();
  }
}
