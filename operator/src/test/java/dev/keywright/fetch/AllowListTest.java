package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.AllowEntry;
import dev.keywright.api.v1alpha1.NamespaceSelector;
import dev.keywright.api.v1alpha1.StoreAction;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {
  private static final StoreReference SHARED = StoreReference.cluster("shared");
  private static final Map<String, String> LABELS =
      Map.of("team", "shop", "kubernetes.io/metadata.name", "shop");

  @ParameterizedTest(name = "S28 {0} and {1}: {2}")
  @CsvSource({
    "shop/**, shop/db, true",
    "shop/**, shop/eu/db, true",
    "shop/**, shop, false",
    "shop/**, shopping/db, false",
    "shop/*, shop/db, true",
    "shop/*, shop/eu/db, false",
    "shop/db-*, shop/db-eu, true",
    "shop/db-*, shop/db-, true",
    "shop/db-*, shop/db, false",
    "shop/*-db-*, shop/eu-db-1, true",
    "shop/*-db-*, shop/eu-1, false",
    "shop/a*a, shop/a, false",
    "shop/a*a, shop/aa, true",
    "**, anything/at/all, true",
    "**/db, db, true",
    "**/db, a/b/db, true",
    "**/db, a/b/db/c, false",
    "a/**/z, a/z, true",
    "a/**/z, a/b/c/z, true",
    "a/**/z, a/b/c, false",
    "a/**/m/**/z, a/m/m/q/z, true",
    "a**b, axyb, true",
    "a**b, ax/yb, false",
    "$(namespace)/**, shop/db, true",
    "$(namespace)/**, bank/db, false",
    "team-$(namespace)-*/db, team-shop-eu/db, true",
    "$(other)/db, shop/db, false",
    "/shop/db, shop/db, false",
    "shop/db/, shop/db, false",
    "shop//db, shop/db, false",
    "shop/../**, shop/db, false",
    "'', shop/db, false",
  })
  void matchesPaths(String pattern, String path, boolean allowed) {
    List<AllowEntry> list = List.of(entry(Map.of("team", "shop"), pattern));
    assertThat(ask(list, LABELS, path).isEmpty()).isEqualTo(allowed);
  }

  @Test
  @DisplayName("S28 a cluster store without an allow list serves nobody")
  void deniesByDefault() {
    assertThat(ask(List.of(), LABELS, "shop/db"))
        .map(Diagnosis::reason)
        .hasValue(Reason.StoreNotAllowed);
  }

  @Test
  @DisplayName("S28 all labels of an entry must be on the namespace")
  void selectsNamespacesByLabels() {
    List<AllowEntry> list = List.of(entry(Map.of("team", "shop", "stage", "prod"), "**"));
    assertThat(ask(list, LABELS, "shop/db")).isPresent();
    assertThat(ask(list, Map.of("team", "shop", "stage", "prod"), "shop/db")).isEmpty();
    assertThat(ask(list, Map.of("team", "shop", "stage", "test"), "shop/db")).isPresent();
    assertThat(ask(List.of(entry(Map.of(), "**")), Map.of(), "shop/db")).isEmpty();
  }

  @Test
  @DisplayName("S28 actions are Read unless the entry says more")
  void limitsActions() {
    AllowEntry rotate =
        new AllowEntry(
            new NamespaceSelector(Map.of()), List.of("shop/**"), List.of(StoreAction.Rotate));
    assertThat(ask(List.of(entry(Map.of(), "**")), "shop/db", StoreAction.Rotate)).isPresent();
    assertThat(ask(List.of(rotate), "shop/db", StoreAction.Rotate)).isEmpty();
    assertThat(ask(List.of(rotate), "shop/db", StoreAction.Read)).isPresent();
    AllowEntry nothing = new AllowEntry(new NamespaceSelector(Map.of()), List.of("**"), List.of());
    assertThat(ask(List.of(nothing), "shop/db", StoreAction.Read)).isPresent();
  }

  @Test
  @DisplayName("S28 a refusal prints the entry to add, and that entry allows exactly this")
  void printsTheMissingEntry() {
    assertThat(ask(List.of(), "shop/db", StoreAction.Rotate))
        .hasValueSatisfying(
            diagnosis ->
                assertThat(diagnosis.message())
                    .isEqualTo(
                        "csecstore/shared does not allow namespace shop to rotate shop/db. Who may"
                            + " edit the store can add to spec.allow: - {namespaces: {matchLabels:"
                            + " {kubernetes.io/metadata.name: shop}}, paths: [\"shop/db\"],"
                            + " actions: [Read, Rotate]}"));
    AllowEntry printed =
        new AllowEntry(
            new NamespaceSelector(Map.of("kubernetes.io/metadata.name", "shop")),
            List.of("shop/db"),
            List.of(StoreAction.Read, StoreAction.Rotate));
    assertThat(ask(List.of(printed), "shop/db", StoreAction.Rotate)).isEmpty();
    assertThat(ask(List.of(printed), "shop/db2", StoreAction.Rotate)).isPresent();
  }

  @Test
  @DisplayName("S28 entries that lack their required fields allow nothing")
  @SuppressWarnings("NullAway")
  void copesWithIncompleteEntries() {
    List<AllowEntry> incomplete =
        List.of(
            new AllowEntry(null, List.of("**"), null),
            new AllowEntry(new NamespaceSelector(null), List.of("**"), null),
            new AllowEntry(new NamespaceSelector(Map.of()), null, null));
    assertThat(ask(incomplete, LABELS, "shop/db")).isPresent();
  }

  @Test
  @DisplayName("S51 a namespace name with pattern characters stands for itself")
  void takesTheNamespaceLiterally() {
    List<AllowEntry> list = List.of(entry(Map.of(), "$(namespace)/**"));
    for (String namespace : List.of("*", "**", "s*p", "$(namespace)")) {
      assertThat(
              AllowList.refusal(
                  SHARED,
                  list,
                  new AllowList.Question(
                      namespace, Map.of(), SecretPath.of("shop/db"), StoreAction.Read)))
          .as(namespace)
          .isPresent();
    }
  }

  @ParameterizedTest(name = "S51 {0} is refused in any store")
  @ValueSource(
      strings = {
        ".keywright",
        ".keywright/pending/shop/db",
        "data/.keywright/pending/shop/db",
        "shop/.keywright"
      })
  void refusesOwnObjects(String path) {
    List<AllowEntry> everything = List.of(entry(Map.of(), "**"));
    for (StoreReference store : List.of(SHARED, StoreReference.namespaced("shop", "own"))) {
      for (StoreAction action : StoreAction.values()) {
        assertThat(
                AllowList.refusal(
                    store,
                    everything,
                    new AllowList.Question("shop", LABELS, SecretPath.of(path), action)))
            .map(Diagnosis::reason)
            .hasValue(Reason.StoreNotAllowed);
      }
    }
  }

  @Test
  @DisplayName("S51 a mount cannot lead around the allow list or to the slots")
  void refusesMounts() {
    SecretPath otherMount = new SecretPath(Optional.of("other"), "shop/db");
    SecretPath hidden = new SecretPath(Optional.of("kv/data/.keywright"), "pending/shop/db");
    List<AllowEntry> everything = List.of(entry(Map.of(), "**"));
    StoreReference own = StoreReference.namespaced("shop", "own");
    assertThat(AllowList.refusal(SHARED, everything, read(otherMount))).isPresent();
    assertThat(AllowList.refusal(own, List.of(), read(otherMount))).isEmpty();
    assertThat(AllowList.refusal(own, List.of(), read(hidden))).isPresent();
  }

  @Test
  @DisplayName("S51 an ARN cannot stand for the name that the allow list judges")
  void refusesArns() {
    String arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:bank/db-AbCdEf";
    assertThat(ask(List.of(entry(Map.of(), "*/db*")), LABELS, arn)).isPresent();
    assertThat(ask(List.of(entry(Map.of(), "**")), LABELS, arn)).isPresent();
    assertThat(
            AllowList.refusal(
                StoreReference.namespaced("shop", "own"), List.of(), read(SecretPath.of(arn))))
        .isEmpty();
  }

  @ParameterizedTest(name = "S51 the path {0} is never printed as an entry to add")
  @ValueSource(strings = {"**", "prod/*", "a*b", "$(namespace)/db"})
  void neverSuggestsAWiderEntry(String path) {
    assertThat(ask(List.of(entry(Map.of(), "**")), LABELS, path))
        .hasValueSatisfying(it -> assertThat(it.message()).doesNotContain("spec.allow"));
  }

  @Test
  @DisplayName("S28 a namespaced store serves exactly its own namespace")
  void keepsNamespacedStoresApart() {
    assertThat(
            AllowList.refusal(
                StoreReference.namespaced("shop", "own"),
                List.of(),
                read(SecretPath.of("any/path"))))
        .isEmpty();
    assertThat(
            AllowList.refusal(
                StoreReference.namespaced("bank", "own"),
                List.of(entry(Map.of(), "**")),
                read(SecretPath.of("any/path"))))
        .map(Diagnosis::reason)
        .hasValue(Reason.StoreNotAllowed);
  }

  private static AllowEntry entry(Map<String, String> labels, String pattern) {
    return new AllowEntry(new NamespaceSelector(labels), List.of(pattern), null);
  }

  private static Optional<Diagnosis> ask(
      List<AllowEntry> list, Map<String, String> labels, String path) {
    return AllowList.refusal(
        SHARED,
        list,
        new AllowList.Question("shop", labels, SecretPath.of(path), StoreAction.Read));
  }

  private static Optional<Diagnosis> ask(List<AllowEntry> list, String path, StoreAction action) {
    return AllowList.refusal(
        SHARED, list, new AllowList.Question("shop", LABELS, SecretPath.of(path), action));
  }

  private static AllowList.Question read(SecretPath path) {
    return new AllowList.Question("shop", LABELS, path, StoreAction.Read);
  }
}
