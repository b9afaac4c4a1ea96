package dev.keywright.e2e.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.contract.FakeCredentials;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.e2e.junit.RealService;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.provider.spi.CheckResult;
import dev.keywright.provider.spi.ClearResult;
import dev.keywright.provider.spi.CommitRequest;
import dev.keywright.provider.spi.CommitResult;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.PendingResult;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import dev.keywright.provider.spi.StageRequest;
import dev.keywright.provider.spi.StageResult;
import dev.keywright.provider.spi.VersionChecker;
import dev.keywright.provider.spi.VersionResult;
import dev.keywright.provider.spi.VersionSelector;
import dev.keywright.provider.spi.VersionedWriter;
import dev.keywright.provider.vault.VaultSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about Vault: paths, versions that were deleted, mounts, and slots. */
@RealService(Component.VAULT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultKvV2IT {
  private Optional<VaultStore> started = Optional.empty();
  private Optional<SecretProvider> opened = Optional.empty();

  @BeforeAll
  void start(RealComponents components) throws IOException {
    started = Optional.of(new VaultStore(VaultAdmin.of(components), "kv-", 2));
  }

  @AfterAll
  void stop() {
    started.ifPresent(VaultStore::close);
  }

  @BeforeEach
  void open() {
    opened = Optional.of(store().open());
  }

  @AfterEach
  void close() {
    provider().close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with space",
        "ü/naïve/ключ/鍵",
        "a+b",
        "a;b,c",
        "q?x=1#f",
        "a:b@c&d=e",
        "[x]{y}",
        "back\\slash",
        "trailing.",
        "data/metadata",
        "e\u0301"
      })
  void readsAndRotatesWhateverCharactersAPathHas(String name) {
    SecretPath path = SecretPath.of("shop/" + UUID.randomUUID() + "/" + name);
    SourceVersion base = store().putJsonAt(path, "{\"token\":\"old\",\"name\":\"kept\"}");

    assertThat(textOf(read(path))).isEqualTo("{\"name\":\"kept\",\"token\":\"old\"}");
    assertThat(checker().versionOf(path)).isInstanceOf(VersionResult.Current.class);
    assertThat(stage(path, "run-a", base, "new")).isInstanceOf(StageResult.Staged.class);
    assertThat(writer().commit(new CommitRequest(path, "run-a", "t", base)))
        .isEqualTo(new CommitResult.Committed(new SourceVersion("2")));
    assertThat(textOf(read(path))).isEqualTo("{\"name\":\"kept\",\"token\":\"new\"}");
    assertThat(writer().clear(path, "run-a")).isEqualTo(new ClearResult.Cleared());
  }

  @Test
  @DisplayName("S34 deleted, destroyed and pinned deleted versions are Absent and named")
  void namesDeletedAndDestroyedVersions() {
    SecretPath path = store().freshPath("deleted");
    store().putJson(path, "{\"v\":\"one\"}");
    store().putJson(path, "{\"v\":\"two\"}");
    store().remove(path);

    assertAbsent(read(path), "version 2 of " + store().mount() + "/" + path + " was deleted");
    assertThat(((VersionResult.Absent) checker().versionOf(path)).message())
        .contains("version 2", "deleted");
    assertThat(textOf(read(path, "1"))).isEqualTo("{\"v\":\"one\"}");

    store().vault().put(store().mount() + "/destroy/" + path.path(), "{\"versions\":[1,2]}");
    assertAbsent(read(path), "version 2 of " + store().mount() + "/" + path + " was destroyed");
    assertAbsent(read(path, "1"), "version 1 of");
    assertThat(((VersionResult.Absent) checker().versionOf(path)).message()).contains("destroyed");
    assertAbsent(read(path, "7"), "nothing at");
  }

  @Test
  @DisplayName("S34 an undeleted version is found again")
  void findsAnUndeletedVersion() {
    SecretPath path = store().freshPath("undeleted");
    store().putJson(path, "{\"v\":\"one\"}");
    store().remove(path);
    store().vault().put(store().mount() + "/undelete/" + path.path(), "{\"versions\":[1]}");

    assertThat(textOf(read(path))).isEqualTo("{\"v\":\"one\"}");
    assertThat(checker().versionOf(path)).isInstanceOf(VersionResult.Current.class);
  }

  @Test
  @DisplayName("S34 metadata without any version is Absent")
  void metadataAloneIsAbsent() {
    SecretPath path = store().freshPath("metadata-only");
    store().vault().put(store().mount() + "/metadata/" + path.path(), "{\"max_versions\":3}");

    assertThat(read(path)).isInstanceOf(ReadResult.Absent.class);
    assertThat(checker().versionOf(path)).isInstanceOf(VersionResult.Absent.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "latest", "", "1?x=y", "99999999999999999999"})
  void aVersionThatIsNoNumberFromOneIsInvalid(String version) {
    SecretPath path = store().freshPath("pinned");
    store().putJson(path, "{\"v\":\"one\"}");

    assertFailed(read(path, version), FailureKind.INVALID);
  }

  @Test
  void aStageIsInvalid() {
    ReadRequest request =
        new ReadRequest(
            SecretPath.of("shop/x"), new VersionSelector.Staged("AWSPREVIOUS"), Optional.empty());

    assertFailed(provider().read(request), FailureKind.INVALID);
  }

  @Test
  @DisplayName("S19 a mount that is not there is Invalid, never Absent")
  void aMissingMountIsNotAbsent() {
    SecretPath path = new SecretPath(Optional.of("no-such-mount"), "shop/x");
    try (SecretProvider root = rootOn("no-such-mount", 2)) {
      assertFailed(root.read(ReadRequest.current(path)), FailureKind.INVALID);
      assertThat(
              root.capability(VersionChecker.class)
                  .map(checker -> checker.versionOf(path))
                  .orElseThrow())
          .isInstanceOf(VersionResult.Failed.class);
    }
  }

  @Test
  @DisplayName("S19 a store with the wrong KV version is said to be so, not empty")
  void theCheckFindsAWrongKvVersion() {
    String mount = store().mount();
    try (SecretProvider one = rootOn(mount, 1)) {
      assertThat(one.check().toString()).contains("INVALID", "kvVersion to 2");
      assertFailed(one.read(ReadRequest.current(SecretPath.of("shop/x"))), FailureKind.INVALID);
    }
    try (SecretProvider limited = store().openWithVersion(1)) {
      assertThat(limited.check().toString()).contains("INVALID", "kvVersion to 2");
    }
    try (SecretProvider cubbyhole = rootOn("cubbyhole", 1)) {
      assertThat(cubbyhole.check()).isInstanceOf(CheckResult.Failed.class);
    }
  }

  @Test
  void aPathMayNameAnotherMount() throws IOException {
    try (VaultStore other = new VaultStore(store().vault(), "deep/er/kv-", 2);
        SecretProvider root = rootOn(store().mount(), 2)) {
      other.putJson(SecretPath.of("shop/there"), "{\"v\":\"there\"}");

      ReadResult result =
          root.read(ReadRequest.current(new SecretPath(Optional.of(other.mount()), "shop/there")));

      assertThat(textOf(result)).isEqualTo("{\"v\":\"there\"}");
    }
  }

  @Test
  @DisplayName("S51 no mount and no path leads into a slot")
  void noMountLeadsToASlot() {
    SecretPath path = SecretPath.of("data/" + UUID.randomUUID());
    SourceVersion base = store().putJson(path, "{\"token\":\"old\"}");
    try (SecretProvider root = rootOn(store().mount(), 2);
        SecretProvider rootV1 = rootOn(store().mount(), 1)) {
      VersionedWriter writer = root.capability(VersionedWriter.class).orElseThrow();
      writer.stage(request(path, "run-a", base, "new"));

      SecretPath byMount =
          new SecretPath(
              Optional.of(store().mount() + "/data/.keywright/pending"),
              path.path().substring("data/".length()));
      assertFailed(root.read(ReadRequest.current(byMount)), FailureKind.INVALID);
      SecretPath byPath = SecretPath.of("data/.keywright/pending/" + path.path());
      assertFailed(rootV1.read(ReadRequest.current(byPath)), FailureKind.INVALID);
    }
  }

  @Test
  void aClearedSlotLeavesNothingBehind() {
    SecretPath path = store().freshPath("residue");
    SourceVersion base = store().putJson(path, "{\"token\":\"old\"}");
    String metadata = store().mount() + "/metadata/.keywright/pending/" + path.path();
    stage(path, "run-a", base, "new");
    assertThat(store().vault().get(metadata).code()).isEqualTo(200);

    writer().clear(path, "run-a");

    assertThat(store().vault().get(metadata).code()).isEqualTo(404);
  }

  @Test
  void aSlotThatSomebodyDeletedTakesTheNextStage() {
    SecretPath path = store().freshPath("soft-deleted-slot");
    SourceVersion base = store().putJson(path, "{\"token\":\"old\"}");
    stage(path, "run-a", base, "new");
    store().vault().delete(store().mount() + "/data/.keywright/pending/" + path.path());

    assertThat(writer().pending(path)).isEqualTo(new PendingResult.Empty());
    assertThat(stage(path, "run-b", base, "newer"))
        .isEqualTo(new StageResult.Staged(new SourceVersion("2")));
    store()
        .vault()
        .put(store().mount() + "/destroy/.keywright/pending/" + path.path(), "{\"versions\":[2]}");
    assertThat(stage(path, "run-c", base, "newest"))
        .isEqualTo(new StageResult.Staged(new SourceVersion("3")));
  }

  @Test
  void somethingElseInASlotIsLeftAloneAndNamed() {
    SecretPath path = store().freshPath("foreign-slot");
    SourceVersion base = store().putJson(path, "{\"token\":\"old\"}");
    String slot = store().mount() + "/data/.keywright/pending/" + path.path();
    store().vault().put(slot, "{\"data\":{\"run\":7}}");

    assertThat(stage(path, "run-a", base, "new")).isInstanceOf(StageResult.Occupied.class);
    assertThat(writer().pending(path)).isInstanceOf(PendingResult.Failed.class);
    assertThat(writer().commit(new CommitRequest(path, "run-a", "t", base)))
        .isEqualTo(new CommitResult.NotStaged());
    assertThat(writer().clear(path, "run-a")).isEqualTo(new ClearResult.Cleared());
    assertThat(store().vault().get(slot).data().path("data").path("run").asInt()).isEqualTo(7);
  }

  @Test
  void aDeletedBaseTakesNeitherStageNorCommit() {
    SecretPath path = store().freshPath("deleted-base");
    SourceVersion base = store().putJson(path, "{\"token\":\"old\"}");
    stage(path, "run-a", base, "new");
    store().remove(path);

    CommitResult commit = writer().commit(new CommitRequest(path, "run-a", "t", base));

    assertThat(commit).isInstanceOf(CommitResult.Failed.class);
    assertThat(commit.toString()).contains("INVALID", "deleted");
    assertThat(store().versionsMade(path)).isEqualTo(1);
    writer().clear(path, "run-a");
    assertThat(stage(path, "run-b", base, "new")).isInstanceOf(StageResult.Failed.class);
  }

  @Test
  void aValueThatIsNoTextIsInvalid() {
    SecretPath path = store().freshPath("binary");
    SourceVersion base = store().putJson(path, "{\"token\":\"old\"}");

    StageResult binary =
        writer()
            .stage(
                new StageRequest(
                    path,
                    "run-a",
                    "t",
                    1,
                    base,
                    Map.of("token", SecretMaterial.of(new byte[] {(byte) 0xff, 0}))));
    StageResult whole =
        writer()
            .stage(
                new StageRequest(
                    path, "run-a", "t", 1, base, Map.of("", SecretMaterial.ofUtf8("x"))));

    assertThat(binary.toString()).contains("INVALID", "UTF-8");
    assertThat(whole.toString()).contains("INVALID", "property");
  }

  @Test
  @DisplayName("S49 without the right to metadata values are read and rotated all the same")
  void readsAndRotatesWithoutMetadata() {
    store().role("no-metadata", VaultStore.ORDERS, store().policyWithoutMetadata());
    SecretPath path = store().freshPath("no-metadata");
    SourceVersion base = store().putJson(path, "{\"token\":\"old\"}");
    try (SecretProvider limited = store().openAs("no-metadata")) {
      assertThat(limited.read(ReadRequest.current(path))).isInstanceOf(ReadResult.Found.class);
      VersionResult checked =
          limited.capability(VersionChecker.class).orElseThrow().versionOf(path);
      assertThat(checked.toString()).contains("DENIED", "metadata/" + path);
      VersionedWriter writer = limited.capability(VersionedWriter.class).orElseThrow();
      assertThat(writer.stage(request(path, "run-a", base, "new")))
          .isInstanceOf(StageResult.Staged.class);
      assertThat(writer.commit(new CommitRequest(path, "run-a", "t", base)))
          .isInstanceOf(CommitResult.Committed.class);
    }
  }

  @Test
  @DisplayName("S1 a large value full of escapes comes back whole")
  void readsALargeValue() {
    SecretPath path = store().freshPath("large");
    String large = "x\"\\\u0001".repeat(60_000);
    store().put(path, Map.of("large", large));

    String json = textOf(read(path));

    assertThat(VaultAdmin.parse(json).path("large").asText()).isEqualTo(large);
  }

  // ----

  private VaultStore store() {
    return started.orElseThrow();
  }

  private SecretProvider provider() {
    return opened.orElseThrow();
  }

  private VersionedWriter writer() {
    return provider().capability(VersionedWriter.class).orElseThrow();
  }

  private VersionChecker checker() {
    return provider().capability(VersionChecker.class).orElseThrow();
  }

  private SecretProvider rootOn(String mount, int kvVersion) {
    VaultSettings settings =
        new VaultSettings(
            store().front().address().toString(),
            mount,
            kvVersion,
            null,
            null,
            null,
            VaultStore.tokenAuth());
    return store()
        .open(
            settings,
            new FakeCredentials().withSecret("vault-token", "token", store().vault().token()),
            16);
  }

  private ReadResult read(SecretPath path) {
    return provider().read(ReadRequest.current(path));
  }

  private ReadResult read(SecretPath path, String version) {
    return provider()
        .read(new ReadRequest(path, new VersionSelector.Pinned(version), Optional.empty()));
  }

  private StageResult stage(SecretPath path, String run, SourceVersion base, String value) {
    return writer().stage(request(path, run, base, value));
  }

  private static StageRequest request(
      SecretPath path, String run, SourceVersion base, String value) {
    return new StageRequest(path, run, "t", 1, base, Map.of("token", SecretMaterial.ofUtf8(value)));
  }

  private static String textOf(ReadResult result) {
    if (result instanceof ReadResult.Found(var object)
        && object.content() instanceof SecretContent.Document(SecretMaterial json)) {
      return new String(json.reveal(), StandardCharsets.UTF_8);
    }
    throw new AssertionError("expected a document but got " + result);
  }

  private static void assertAbsent(ReadResult result, String message) {
    assertThat(result)
        .isInstanceOfSatisfying(
            ReadResult.Absent.class, absent -> assertThat(absent.message()).contains(message));
  }

  private static void assertFailed(ReadResult result, FailureKind kind) {
    assertThat(result)
        .isInstanceOfSatisfying(
            ReadResult.Failed.class,
            failed ->
                assertThat(failed.failure()).extracting(ProviderFailure::kind).isEqualTo(kind));
  }
}
