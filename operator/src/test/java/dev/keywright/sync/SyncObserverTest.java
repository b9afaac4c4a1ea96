package dev.keywright.sync;

import static dev.keywright.sync.Picture.API;
import static dev.keywright.sync.Picture.DB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.SourceHealth;
import dev.keywright.fetch.SourceKey;
import dev.keywright.sync.CommittedVersions.Commit;
import dev.keywright.testkit.MutableClock;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncObserverTest {
  private final MutableClock clock = MutableClock.atNoon();
  private final List<String> lookups = new ArrayList<>();
  private final Map<SourceKey, SourceHealth> health = new HashMap<>();
  private final Map<SourceKey, Commit> commits = new HashMap<>();
  private final SyncObserver observer =
      new SyncObserver(
          (key, policy, uid) -> {
            lookups.add(key + " of " + policy + " " + uid);
            return Optional.of(Picture.live(Picture.R1, Picture.F1));
          },
          policy -> policy.equals(Picture.POLICY) ? health : Map.of(),
          (namespace, source) ->
              namespace.equals("shop")
                  ? Optional.ofNullable(commits.get(source))
                  : Optional.empty(),
          clock);

  @Test
  void takesTheWholePicture() {
    health.put(DB, Picture.checked("4", Picture.SYNCED));
    commits.put(API, new Commit("run-1", new SourceVersion("9")));
    SecretPolicy policy = policy(Map.of());
    policy.setSpec(Spec.TWO);
    SyncObservation observed = observer.observe(policy);
    assertThat(observed.policy()).isEqualTo(new ObjectKey("shop", "orders"));
    assertThat(observed.uid()).isEqualTo("uid-policy");
    assertThat(observed.generation()).isEqualTo(3);
    assertThat(observed.createdAt()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(observed.now()).isEqualTo(clock.instant());
    assertThat(observed.sources()).containsExactlyInAnyOrder(DB, API);
    assertThat(observed.healthOf(DB)).isEqualTo(Picture.checked("4", Picture.SYNCED));
    assertThat(observed.healthOf(API)).isEqualTo(SourceHealth.UNKNOWN);
    assertThat(observed.atLeast()).isEqualTo(Map.of(API, new SourceVersion("9")));
    assertThat(observed.rotation()).contains("run-1");
    assertThat(observed.target()).contains(Picture.live(Picture.R1, Picture.F1));
    assertThat(lookups).containsExactly("shop/orders of orders uid-policy");
  }

  @Test
  void looksForTheTargetThatTheSpecNames() {
    SecretPolicy policy = policy(Map.of());
    policy.setSpec(
        Spec.of(
            "storeRef: {name: vault}\ntarget: {name: db}\ndataFrom: [{extract: {path: shop/db}}]"));
    observer.observe(policy);
    assertThat(lookups).containsExactly("shop/db of orders uid-policy");
  }

  @Test
  void seesAPolicyWhoseSpecCannotBeCarriedOut() {
    SecretPolicy policy = policy(Map.of());
    policy.setSpec(Spec.of("storeRef: {name: vault}"));
    assertThat(observer.observe(policy).sources()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -",
        "2026-03-04T11:00:00Z, -, 2026-03-04T11:00:00Z",
        "-, 2026-03-04T11:00:00Z, 2026-03-04T11:00:00Z",
        "2026-03-04T11:00:00Z, 2026-03-04T11:00:01Z, 2026-03-04T11:00:01Z",
        "2026-03-04T11:00:01Z, 2026-03-04T12:00:00+01:00, 2026-03-04T11:00:01Z",
        "tomorrow, 2026-03-04T11:00:00Z, 2026-03-04T11:00:00Z",
        "tomorrow, -, tomorrow",
      })
  @DisplayName("S24 the newer of our request and Flux's counts")
  void takesTheNewerRequest(String ours, String flux, String token) {
    Map<String, String> annotations = new HashMap<>();
    if (ours != null) {
      annotations.put("keywright.dev/sync-requested-at", ours);
    }
    if (flux != null) {
      annotations.put("reconcile.fluxcd.io/requestedAt", flux);
    }
    SecretPolicy policy = policy(annotations);
    policy.setSpec(Spec.EXTRACT);
    assertThat(observer.observe(policy).syncToken()).isEqualTo(Optional.ofNullable(token));
  }

  private static SecretPolicy policy(Map<String, String> annotations) {
    SecretPolicy policy = new SecretPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders")
            .withUid("uid-policy")
            .withGeneration(3L)
            .withCreationTimestamp("2026-03-01T00:00:00Z")
            .withAnnotations(annotations)
            .build());
    return policy;
  }
}
