package dev.keywright.kube;

import static dev.keywright.kube.Targets.R1;
import static dev.keywright.kube.Targets.R2;
import static dev.keywright.kube.Targets.READER;
import static dev.keywright.kube.Targets.TARGET;
import static dev.keywright.kube.Targets.UID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.ObjectKey;
import dev.keywright.sync.LiveTarget;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TargetCacheTest {
  private final Informer informer = new Informer();
  private final List<String> changes = new ArrayList<>();
  private final TargetCache cache =
      new TargetCache(
          READER, informer, secret -> changes.add(secret.getMetadata().getResourceVersion()));

  @Test
  void seesItsOwnWriteAtOnce() {
    cache.remember(at("9", "hunter2"));
    assertThat(found()).map(LiveTarget::resourceVersion).contains("9");
    informer.show(at("8", "old"), "8");
    assertThat(found()).map(LiveTarget::resourceVersion).contains("9");
  }

  @Test
  void seesWhatOthersWroteLater() {
    cache.remember(at("9", "hunter2"));
    informer.show(at("10", "edited"), "10");
    assertThat(found()).map(LiveTarget::resourceVersion).contains("10");
  }

  @Test
  @DisplayName("S13 a deletion is seen, also one that a broken watch did not tell")
  void seesADeletion() {
    cache.remember(at("9", "hunter2"));
    informer.show(null, "8");
    assertThat(found()).isPresent();
    informer.show(null, "9");
    assertThat(found()).isEmpty();
  }

  @Test
  @DisplayName("S13 a deletion that a new list shows is seen although our write never was")
  void seesADeletionInANewList() {
    informer.show(at("4", "old"), "4");
    cache.remember(at("9", "hunter2"));
    informer.show(null, "12");
    cache.onDelete(at("4", "old"), true);
    assertThat(found()).isEmpty();
  }

  @Test
  void comparesVersionsAsNumbers() {
    cache.remember(at("99", "hunter2"));
    informer.show(at("100", "edited"), "100");
    assertThat(found()).map(LiveTarget::resourceVersion).contains("100");
  }

  @Test
  void takesInWhatTheInformerShowsBeforeItSaysSo() {
    cache.remember(at("9", "hunter2"));
    informer.show(at("10", "edited"), "8");
    assertThat(found()).map(LiveTarget::resourceVersion).contains("10");
  }

  @Test
  void tellsEveryChange() {
    cache.onAdd(at("1", "a"));
    cache.onUpdate(at("1", "a"), at("2", "b"));
    cache.onDelete(at("3", "b"), false);
    assertThat(changes).containsExactly("1", "2", "3");
  }

  @Test
  void keepsTargetsApart() {
    cache.remember(at("9", "hunter2"));
    assertThat(cache.find(new ObjectKey("shop", "other"), "orders", UID)).isEmpty();
    assertThat(cache.find(new ObjectKey("bank", "orders"), "orders", UID)).isEmpty();
  }

  @Test
  @DisplayName("R27 what we wrote is remembered without its values")
  void remembersNoValue() {
    cache.remember(at("9", "hunter2"));
    assertThat(cache.stripped(TARGET))
        .hasValueSatisfying(secret -> assertThat(secret.getData()).isEmpty());
  }

  private Optional<LiveTarget> found() {
    return cache.find(TARGET, "orders", UID);
  }

  private static Secret at(String version, String password) {
    return new SecretBuilder(Targets.written(version.equals("9") ? R2 : R1, password))
        .editMetadata()
        .withResourceVersion(version)
        .endMetadata()
        .build();
  }

  /** An informer that shows what a test says. */
  private static final class Informer implements InformedObjects<Secret> {
    private @Nullable Secret shown;
    private String reached = "0";

    void show(@Nullable Secret secret, String upTo) {
      shown = secret == null ? null : READER.strip(secret);
      reached = upTo;
    }

    @Override
    public Optional<Secret> find(ObjectKey key) {
      return key.equals(TARGET) ? Optional.ofNullable(shown) : Optional.empty();
    }

    @Override
    public boolean hasReached(ObjectKey key, String resourceVersion) {
      return Long.parseLong(reached) >= Long.parseLong(resourceVersion);
    }
  }
}
