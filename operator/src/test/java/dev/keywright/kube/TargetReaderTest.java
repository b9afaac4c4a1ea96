package dev.keywright.kube;

import static dev.keywright.kube.Targets.R1;
import static dev.keywright.kube.Targets.READER;
import static dev.keywright.kube.Targets.UID;
import static dev.keywright.kube.Targets.owner;
import static dev.keywright.kube.Targets.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.Fingerprinter;
import dev.keywright.core.RevisionCause;
import dev.keywright.core.SecretMaterial;
import dev.keywright.sync.LiveTarget;
import dev.keywright.sync.LiveTarget.Owner;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetReaderTest {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  @Test
  void readsWhatWeWrote() {
    LiveTarget live = read(written(R1, "hunter2"));
    assertThat(live.name()).isEqualTo("orders");
    assertThat(live.uid()).isEqualTo("uid-secret");
    assertThat(live.resourceVersion()).isEqualTo("41");
    assertThat(live.type()).isEqualTo("Opaque");
    assertThat(live.immutable()).isFalse();
    assertThat(live.content())
        .isEqualTo(Targets.fingerprint(Map.of("password", SecretMaterial.ofUtf8("hunter2"))));
    assertThat(live.evidence())
        .contains(new LiveTarget.Evidence(R1, RevisionCause.SourceChanged, live.content(), "7"));
    assertThat(live.owner()).isEqualTo(new Owner.Us());
    assertThat(live.isIntact()).isTrue();
    assertThat(live.writtenAt()).contains(Instant.parse(Targets.WRITTEN));
  }

  @Test
  @DisplayName("R27 a cached target holds no value in any form")
  void stripsEveryValue() {
    String encoded = Base64.getEncoder().encodeToString("hunter2".getBytes(StandardCharsets.UTF_8));
    Secret applied =
        new SecretBuilder(written(R1, "hunter2"))
            .addToStringData("password", "hunter2")
            .editMetadata()
            .addToAnnotations(LAST_APPLIED, "{\"data\":{\"password\":\"" + encoded + "\"}}")
            .endMetadata()
            .build();
    String cached = Serialization.asYaml(READER.strip(applied));
    assertThat(cached).doesNotContain("hunter2").doesNotContain(encoded);
    assertThat(cached).contains("example.com/note");
  }

  @Test
  void givesBackEverythingButTheData() {
    Secret whole = written(R1, "hunter2");
    Secret expected =
        new SecretBuilder(whole)
            .withData(Map.of())
            .editMetadata()
            .withManagedFields()
            .endMetadata()
            .build();
    assertThat(TargetReader.withoutData(READER.strip(whole))).contains(expected);
  }

  @Test
  void doesNotGiveBackWhatItCannot() {
    Secret applied =
        new SecretBuilder(written(R1, "hunter2"))
            .editMetadata()
            .addToAnnotations(LAST_APPLIED, "{}")
            .endMetadata()
            .build();
    assertThat(TargetReader.withoutData(READER.strip(applied))).isEmpty();
  }

  @Test
  @DisplayName("S15 an annotation that claims another content is not believed")
  void believesNoForgedCacheEntry() {
    String forged = read(written(R1, "other")).content().toString();
    Secret target =
        new SecretBuilder(written(R1, "hunter2"))
            .editMetadata()
            .addToAnnotations("cache.keywright.dev/content", forged)
            .addToAnnotations("cache.keywright.dev/written", "2020-01-01T00:00:00Z")
            .withManagedFields()
            .endMetadata()
            .build();
    LiveTarget live = read(target);
    assertThat(live.content()).isEqualTo(read(written(R1, "hunter2")).content());
    assertThat(live.writtenAt()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "keywright.dev/revision, ''",
    "keywright.dev/revision, not-a-revision",
    "keywright.dev/fingerprint, ''",
    "keywright.dev/fingerprint, 0123",
    "keywright.dev/cause, ''",
    "keywright.dev/cause, Boredom",
  })
  @DisplayName("S15 evidence that does not have our form is no evidence")
  void readsNoMalformedEvidence(String annotation, String value) {
    LiveTarget live = read(annotated(annotation, value));
    assertThat(live.evidence()).isEmpty();
    assertThat(live.isIntact()).isFalse();
  }

  @Test
  @DisplayName("S15 edited data, label, name and owner are all seen")
  void seesWhatWasEdited() {
    Secret ours = written(R1, "hunter2");
    assertThat(read(new SecretBuilder(ours).addToData("extra", "eA==").build()).isIntact())
        .isFalse();
    assertThat(
            read(new SecretBuilder(ours)
                    .editMetadata()
                    .addToLabels("app.kubernetes.io/managed-by", "helm")
                    .endMetadata()
                    .build())
                .isIntact())
        .isFalse();
    assertThat(read(annotated("keywright.dev/policy", "other")).isIntact()).isFalse();
    assertThat(read(owned(ours)).isIntact()).isFalse();
  }

  @Test
  void takesASecretWithoutAnnotationsForForeign() {
    Secret bare =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("orders")
            .withUid("u")
            .withResourceVersion("1")
            .endMetadata()
            .build();
    LiveTarget live = read(bare);
    assertThat(live.owner()).isEqualTo(new Owner.Foreign("nobody that Keywright knows"));
    assertThat(live.type()).isEqualTo("Opaque");
    assertThat(live.evidence()).isEmpty();
  }

  @Test
  @DisplayName("S15 a target whose owner reference was taken away is still ours")
  void knowsItsOwnWithoutAnOwner() {
    LiveTarget live = read(owned(written(R1, "hunter2")));
    assertThat(live.owner()).isEqualTo(new Owner.Us());
    assertThat(live.markersIntact()).isFalse();
  }

  @Test
  void knowsTheTargetOfAnEarlierLifeOfThePolicy() {
    LiveTarget live =
        read(owned(written(R1, "hunter2"), owner("SecretPolicy", "orders", "uid-earlier")));
    assertThat(live.owner()).isEqualTo(new Owner.Us());
    assertThat(live.markersIntact()).isFalse();
  }

  @Test
  @DisplayName("S12 what belongs to another policy or kind, or only looks like ours, is not ours")
  void leavesWhatIsForeign() {
    Secret ours = written(R1, "hunter2");
    assertThat(read(owned(ours, owner("SecretPolicy", "other", "uid-other"))).owner())
        .isEqualTo(new Owner.Foreign("secpol/other"));
    assertThat(read(owned(ours, owner("ConfigMap", "orders", "uid-map"))).owner())
        .isEqualTo(new Owner.Foreign("ConfigMap/orders"));
    Secret edited = new SecretBuilder(ours).addToData("extra", "eA==").build();
    assertThat(read(owned(edited)).owner()).isInstanceOf(Owner.Foreign.class);
    LiveTarget copied =
        READER.read(
            READER.strip(
                new SecretBuilder(owned(ours))
                    .editMetadata()
                    .withName("copy")
                    .endMetadata()
                    .build()),
            "orders",
            UID);
    assertThat(copied.owner()).isInstanceOf(Owner.Foreign.class);
    assertThat(READER.read(READER.strip(owned(ours)), "another", "uid-another").owner())
        .isInstanceOf(Owner.Foreign.class);
  }

  @Test
  void doesNotKnowTheContentUnderAnotherKey() {
    TargetReader other = new TargetReader(new Fingerprinter("k2", SecretMaterial.of(new byte[16])));
    LiveTarget live = other.read(other.strip(written(R1, "hunter2")), "orders", UID);
    assertThat(live.content().keyId()).isEqualTo("k2");
    assertThat(live.evidence()).map(ours -> ours.fingerprint().keyId()).contains("k1");
    assertThat(live.isIntact()).isFalse();
    assertThat(live.markersIntact()).isTrue();
  }

  private static Secret annotated(String name, String value) {
    return new SecretBuilder(written(R1, "hunter2"))
        .editMetadata()
        .addToAnnotations(name, value)
        .endMetadata()
        .build();
  }

  private static Secret owned(Secret secret, OwnerReference... owners) {
    return new SecretBuilder(secret)
        .editMetadata()
        .withOwnerReferences(List.of(owners))
        .endMetadata()
        .build();
  }

  private static LiveTarget read(Secret secret) {
    return READER.read(READER.strip(secret), "orders", UID);
  }
}
