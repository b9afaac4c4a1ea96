package dev.keywright.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.SourceStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.sync.SyncOutcome.SourceFacts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PolicySourcesTest {
  private static final SecretPolicySpec MANY =
      Spec.of(
          """
          storeRef: {name: vault}
          dataFrom:
          - extract: {path: shop/db}
          - extract: {path: shop/db, version: "3"}
          - extract: {path: shop/db, stage: AWSPREVIOUS}
            storeRef: {kind: ClusterSecretStore, name: aws}
          data:
          - {key: a, from: {path: shop/db, property: a}}
          - {key: b, from: {path: shop/db, mount: kv2, property: b}}
          - {key: c, from: {path: shop/db}, storeRef: {name: other}}
          """);
  private static final SourceKey PINNED =
      new SourceKey(
          StoreReference.namespaced("shop", "vault"),
          SecretPath.of("shop/db"),
          new VersionSelector.Pinned("3"));
  private static final SourceKey STAGED =
      new SourceKey(
          StoreReference.cluster("aws"),
          SecretPath.of("shop/db"),
          new VersionSelector.Staged("AWSPREVIOUS"));
  private static final SourceKey MOUNTED =
      new SourceKey(
          StoreReference.namespaced("shop", "vault"),
          new SecretPath(Optional.of("kv2"), "shop/db"),
          VersionSelector.current());

  @Test
  @DisplayName("S29 a namespaced store is always one of the policy's own namespace")
  void namesEveryObjectOnce() {
    assertThat(PolicySources.of("shop", MANY))
        .containsExactly(
            Picture.DB,
            PINNED,
            STAGED,
            MOUNTED,
            new SourceKey(
                StoreReference.namespaced("shop", "other"),
                SecretPath.of("shop/db"),
                VersionSelector.current()));
  }

  @Test
  void readsNothingForASpecThatCannotBeCarriedOut() {
    assertThat(PolicySources.readable("shop", null)).isEmpty();
    assertThat(PolicySources.readable("shop", Spec.of("storeRef: {name: vault}"))).isEmpty();
    assertThat(PolicySources.readable("shop", Spec.of("dataFrom: [{extract: {path: p}}]")))
        .isEmpty();
    assertThat(PolicySources.readable("shop", Spec.EXTRACT)).containsExactly(Picture.DB);
  }

  @Test
  void wantsAStore() {
    assertThatThrownBy(() -> PolicySources.of("shop", Spec.of("dataFrom: [{extract: {path: p}}]")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("S2 the target is called like the policy unless the spec names it")
  void namesTheTarget() {
    assertThat(PolicySources.targetOf("orders", null)).isEqualTo("orders");
    assertThat(PolicySources.targetOf("orders", Spec.EXTRACT)).isEqualTo("orders");
    assertThat(PolicySources.targetOf("orders", Spec.of("target: {name: db}"))).isEqualTo("db");
  }

  @Test
  void anObjectIsOptionalWhenEveryEntryThatReadsItIs() {
    assertThat(
            PolicySources.optional(
                "shop",
                Spec.of(
                    """
                    storeRef: {name: vault}
                    data:
                    - {key: a, optional: true, from: {path: shop/api, property: a}}
                    - {key: b, optional: true, from: {path: shop/db, property: b}}
                    dataFrom: [{extract: {path: shop/db}}, {extract: {path: shop/x}, optional: true}]
                    """)))
        .containsExactlyInAnyOrder(Picture.API, Picture.source("shop/x"));
  }

  @Test
  @DisplayName("S6 a find is one source, with its folder, name and tags in its row")
  void findsAreSources() {
    SecretPolicySpec spec =
        Spec.of(
            """
            storeRef: {kind: ClusterSecretStore, name: vault}
            dataFrom:
            - find: {path: api/, name: "^key-", tags: {team: shop, a: b}}
            - find: {tags: {team: shop}}
            """);
    assertThat(PolicySources.of("shop", spec))
        .extracting(SourceRows::pathOf)
        .containsExactly("api/** name ^key- tags a=b, team=shop", "** tags team=shop");
    assertThat(PolicySources.of("shop", spec)).isNotEqualTo(PolicySources.of("other", spec));
  }

  @Test
  void rowsOfLongFindsStayApart() {
    Set<String> rows = new HashSet<>();
    for (String end : List.of("x", "y")) {
      SecretPolicySpec spec =
          Spec.of(
              "storeRef: {name: vault}\ndataFrom: [{find: {path: %s, tags: {k: %s}}}]"
                  .formatted("p".repeat(500), "v".repeat(511) + end));
      rows.add(SourceRows.pathOf(PolicySources.of("shop", spec).iterator().next()));
    }
    assertThat(rows).hasSize(2).allMatch(row -> row.length() <= 1024);
  }

  @Test
  void tellsRowsApart() {
    assertThat(SourceRows.pathOf(PINNED)).isEqualTo("shop/db@3");
    assertThat(SourceRows.pathOf(STAGED)).isEqualTo("shop/db@AWSPREVIOUS");
    assertThat(SourceRows.pathOf(MOUNTED)).isEqualTo("kv2:shop/db");
    SourceStatus row =
        SourceRows.shown(
                Map.of(PINNED, new SourceFacts(new SourceVersion("3"), Optional.empty())), Map.of())
            .getFirst();
    assertThat(SourceRows.isRowOf(row, PINNED)).isTrue();
    assertThat(SourceRows.isRowOf(row, Picture.DB)).isFalse();
    assertThat(SourceRows.isRowOf(row, STAGED)).isFalse();
    assertThat(SourceRows.isRowOf(row, MOUNTED)).isFalse();
  }

  @Test
  void hasNoRowsWithoutSourcesOrTrouble() {
    assertThat(SourceRows.kept(Picture.fresh().take(), Map.of())).isNull();
    assertThat(
            SourceRows.kept(
                Picture.fresh().take(),
                Map.of(Picture.DB, new Diagnosis(Reason.PathNotFound, "gone"))))
        .extracting(SourceStatus::state)
        .containsExactly("PathNotFound");
  }

  @Test
  void writesVersionsInOneLine() {
    Map<SourceKey, SourceFacts> facts = new HashMap<>();
    facts.put(Picture.DB, fact("7"));
    assertThat(VersionText.of(facts)).isEqualTo("7");
    facts.put(Picture.API, fact("9"));
    assertThat(VersionText.of(facts)).isEqualTo("shop/api=9, shop/db=7");
    for (int i = 10; i < 40; i++) {
      facts.put(Picture.source("x/" + i), fact("1"));
    }
    assertThat(VersionText.of(facts))
        .startsWith("shop/api=9, shop/db=7, x/10=1, ")
        .endsWith("x/27=1 and 12 more");
  }

  private static SourceFacts fact(String version) {
    return new SourceFacts(new SourceVersion(version), Optional.empty());
  }
}
