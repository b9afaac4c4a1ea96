package dev.keywright.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.AllowEntry;
import dev.keywright.api.v1alpha1.NamespaceSelector;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.testkit.FakeDirectory;
import dev.keywright.testkit.FakeProviderFactory;
import dev.keywright.testkit.FakeStore;
import dev.keywright.testkit.FakeSurroundings;
import dev.keywright.testkit.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FoundObjectsTest {
  private static final StoreReference STORE = StoreReference.namespaced("shop", "vault");
  private static final StoreReference SHARED = StoreReference.cluster("shared");

  private final FakeStore backend = new FakeStore();
  private final FakeDirectory directory = new FakeDirectory();
  private final StoreConnections connections =
      new StoreConnections(
          directory,
          new ProviderRegistry(List.of(new FakeProviderFactory("fake", backend))),
          new FakeSurroundings(),
          MutableClock.atNoon());
  private final SharedFetcher fetcher = new SharedFetcher(connections);

  @BeforeEach
  void fill() {
    directory.put(FakeDirectory.definition(STORE, 1));
    directory.label("shop", Map.of("team", "shop"));
    backend.put("api/key-a", "1", "va");
    backend.put("api/sub/key-b", "1", "vb");
    backend.put("api/other", "1", "vo");
    backend.put("apix/key-c", "1", "vc");
  }

  @AfterEach
  void close() {
    connections.close(Duration.ofSeconds(5));
  }

  @Test
  @DisplayName("S6 find by path, by name, by both")
  void finds() {
    assertThat(keysOf(fetch(STORE, "api", null)))
        .containsExactlyInAnyOrder("key-a", "sub/key-b", "other");
    assertThat(keysOf(fetch(STORE, null, "key-[ac]$")))
        .containsExactlyInAnyOrder("api/key-a", "apix/key-c");
    assertThat(keysOf(fetch(STORE, "api", "^key"))).containsExactly("key-a");
  }

  @Test
  @DisplayName(
      "S51 what is found is filtered by the allow list, and Keywright's own is never found")
  void filtersByTheAllowList() {
    allow(List.of("$(namespace)/**", "api/sub/*"), Map.of("team", "shop"));
    backend.put("shop/mine", "1", "x");
    backend.put("api/.keywright/pending", "1", "x");
    backend.put(".keywright/pending/api/key-a", "1", "x");
    assertThat(keysOf(fetch(SHARED, null, ".")))
        .containsExactlyInAnyOrder("api/sub/key-b", "shop/mine");
    assertThat(keysOf(fetch(STORE, null, ".")))
        .hasSize(5)
        .noneMatch(key -> key.contains(".keywright"));
    assertThat(backend.calls())
        .noneMatch(call -> call.startsWith("read") && call.contains(".keywright"));
  }

  @Test
  @DisplayName(
      "S51 a find without a path cannot pass an allow list that has nothing for the namespace")
  void refusesStrangers() {
    allow(List.of("**"), Map.of("team", "other"));
    FetchResult result = fetch(SHARED, null, ".");
    assertThat(result).isInstanceOf(FetchResult.Refused.class);
    assertThat(((FetchResult.Refused) result).diagnosis().reason())
        .isEqualTo(Reason.StoreNotAllowed);
    assertThat(backend.calls()).isEmpty();
  }

  @Test
  void theVersionTellsEveryChangeAndNothingElse() {
    SourceVersion first = versionOf(fetch(STORE, "api", null));
    assertThat(fetch(STORE, "api", null, Optional.of(first)))
        .isEqualTo(new FetchResult.Unchanged(first));
    backend.put("api/key-a", "2", "changed");
    SourceVersion changed = versionOf(fetch(STORE, "api", null, Optional.of(first)));
    backend.put("api/new", "1", "n");
    SourceVersion more = versionOf(fetch(STORE, "api", null, Optional.of(changed)));
    backend.remove("api/new");
    assertThat(Set.of(first, changed, more)).hasSize(3);
    assertThat(versionOf(fetch(STORE, "api", null))).isEqualTo(changed);
  }

  @Test
  void looksForVersionsWithoutReading() {
    SourceVersion first = versionOf(fetch(STORE, "api", null));
    backend.forgetCalls();
    fetch(STORE, "api", null, Optional.of(first));
    assertThat(backend.calls())
        .containsExactlyInAnyOrder(
            "find api", "version api/key-a", "version api/sub/key-b", "version api/other");
  }

  @Test
  void listsOnceToSeeAChangeAndToReadIt() {
    SourceVersion first = versionOf(fetch(STORE, "api", null));
    backend.put("api/key-a", "2", "changed");
    backend.forgetCalls();
    assertThat(versionOf(fetch(STORE, "api", null, Optional.of(first)))).isNotEqualTo(first);
    assertThat(backend.calls()).containsOnlyOnce("find api");
  }

  @Test
  @DisplayName("S19 nothing found is Absent; an object that cannot be read fails the whole")
  void tellsTroubleFromAbsence() {
    assertThat(reasonOf(fetch(STORE, "none", null))).isEqualTo(Reason.PathNotFound);
    SourceVersion first = versionOf(fetch(STORE, "api", null));
    for (FailureKind kind : List.of(FailureKind.DENIED, FailureKind.INVALID)) {
      backend.failOnly("read", kind);
      FetchResult result = fetch(STORE, "api", null);
      assertThat(result).isInstanceOf(FetchResult.Refused.class);
      assertThat(backend.handedOut()).hasSizeGreaterThanOrEqualTo(3);
    }
    backend.answer();
    backend.failOnly("find", FailureKind.UNAVAILABLE);
    assertThat(reasonOf(fetch(STORE, "api", null, Optional.of(first))))
        .isEqualTo(Reason.ProviderUnavailable);
  }

  @Test
  void refusesMoreThanASecretCanHold() {
    for (int i = 0; i <= FoundObjects.MOST; i++) {
      backend.put("many/k" + i, "1", "v");
    }
    FetchResult result = fetch(STORE, "many", null);
    assertThat(reasonOf(result)).isEqualTo(Reason.InvalidSpec);
    assertThat(((FetchResult.Refused) result).diagnosis().message())
        .contains("501 objects at many/**", "at most 500");
  }

  private void allow(List<String> paths, Map<String, String> labels) {
    StoreDefinition open = FakeDirectory.definition(SHARED, 1);
    directory.put(
        new StoreDefinition(
            SHARED,
            open.uid(),
            1,
            open.provider(),
            open.limits(),
            List.of(new AllowEntry(new NamespaceSelector(labels), paths, null)),
            Optional.empty()));
  }

  private FetchResult fetch(StoreReference store, @Nullable String folder, @Nullable String name) {
    return fetch(store, folder, name, Optional.empty());
  }

  private FetchResult fetch(
      StoreReference store,
      @Nullable String folder,
      @Nullable String name,
      Optional<SourceVersion> known) {
    FindQuery query =
        new FindQuery("shop", Optional.ofNullable(folder), Optional.ofNullable(name), Map.of());
    return fetcher.fetch(
        FetchRequest.of(
            "shop", SourceKey.finding(store, query), known, Optional.empty(), Optional.empty()),
        Urgency.FORCED);
  }

  private static Set<String> keysOf(FetchResult result) {
    assertThat(result).isInstanceOf(FetchResult.Found.class);
    SecretContent content = ((FetchResult.Found) result).object().content();
    ((SecretContent.Group) content)
        .members()
        .values()
        .forEach(
            member ->
                assertThat(((SecretContent.Blob) member).value())
                    .isNotEqualTo(SecretMaterial.ofUtf8("")));
    return ((SecretContent.Group) content).members().keySet();
  }

  private static SourceVersion versionOf(FetchResult result) {
    assertThat(result).isInstanceOf(FetchResult.Found.class);
    return ((FetchResult.Found) result).object().version();
  }

  private static Reason reasonOf(FetchResult result) {
    Diagnosis diagnosis =
        switch (result) {
          case FetchResult.Absent absent -> absent.diagnosis();
          case FetchResult.Refused refused -> refused.diagnosis();
          case FetchResult.Unavailable unavailable -> unavailable.diagnosis();
          case FetchResult.Found _, FetchResult.Unchanged _ ->
              throw new AssertionError("expected no answer but got " + result);
        };
    return diagnosis.reason();
  }
}
