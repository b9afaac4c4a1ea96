package dev.keywright.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.progress.ConsoleProgress;
import dev.keywright.e2e.operator.ChartRights;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The image as {@code ./run image} builds it. */
@RealCluster
@ResourceLock("image")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImageIT {
  private static final Duration START = Duration.ofSeconds(90);

  private final RealComponents real;
  private final KubernetesClient admin;
  private final String namespace;
  private final String operatorNamespace;
  private Path folder;
  private UnpackedImage image;

  ImageIT(RealComponents real, KubernetesClient admin, TestNamespace namespace) {
    this.real = real;
    this.admin = admin;
    this.namespace = namespace.name();
    this.operatorNamespace = "kw-" + namespace.name();
  }

  @BeforeAll
  void unpack(@TempDir Path folder) {
    this.folder = folder;
    try (ConsoleProgress progress = ConsoleProgress.onStandardError()) {
      image =
          UnpackedImage.of(
              new ImageBuild(Checkout.current(), progress).build(), folder.resolve("image"));
    }
  }

  @AfterAll
  void removeRights() {
    admin.namespaces().withName(operatorNamespace).delete();
    admin.rbac().clusterRoleBindings().withName(operatorNamespace).delete();
    admin.rbac().clusterRoles().withName(operatorNamespace).delete();
  }

  @Test
  void saysWhatItIsAndRunsAsNobody() {
    assertThat(image.config().at("/config/User").asText()).isEqualTo("65532:65532");
    assertThat(image.config().at("/os").asText()).isEqualTo("linux");
    assertThat(image.config().at("/config/ExposedPorts").fieldNames())
        .toIterable()
        .containsExactly("8080/tcp");
    assertThat(image.entrypoint())
        .startsWith("/opt/keywright/lib/runtime/bin/java")
        .contains("-XX:AOTCache=/opt/keywright/lib/app/keywright.aot")
        .endsWith("-jar", "/opt/keywright/lib/app/keywright-operator.jar");
    assertThat(image.config().at("/config/Labels").fieldNames())
        .toIterable()
        .contains(
            "org.opencontainers.image.title",
            "org.opencontainers.image.version",
            "org.opencontainers.image.revision",
            "org.opencontainers.image.created",
            "org.opencontainers.image.licenses");
  }

  @Test
  void hasWhatChangesMostInItsLastLayers() {
    assertThat(image.layers().stream().map(UnpackedImage.Layer::name))
        .containsExactly("system", "runtime", "libraries", "operator", "aot-cache");
  }

  @Test
  void belongsToRootAndCanBeWrittenByNobodyElse() {
    assertThat(image.layers().stream().flatMap(layer -> layer.entries().stream()))
        .hasSizeGreaterThan(150)
        .allSatisfy(entry -> assertThat(entry).matches("[-d]rw[-x]r-[-x]r-[-x] 0/0 .*"));
  }

  @Test
  void trustsThePublicCertificateAuthorities() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try (InputStream content =
        Files.newInputStream(
            image.root().resolve("opt/keywright/lib/runtime/lib/security/cacerts"))) {
      trusted.load(content, "changeit".toCharArray());
    }
    assertThat(trusted.size()).isGreaterThan(50);
  }

  @Test
  void hasNothingThatOnlyTestsUse() throws IOException {
    List<Path> jars = new ArrayList<>();
    try (var files = Files.walk(image.root().resolve("opt/keywright"))) {
      files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
    }
    assertThat(jars).hasSizeGreaterThan(20);
    for (Path jar : jars) {
      try (ZipFile content = new ZipFile(jar.toFile())) {
        assertThat(content.stream().map(entry -> entry.getName()))
            .as(jar.getFileName().toString())
            .noneMatch(name -> name.startsWith("META-INF/services/dev.keywright.core."))
            .noneMatch(name -> name.startsWith("dev/keywright/e2e/"))
            .noneMatch(name -> name.startsWith("org/junit/"));
      }
    }
  }

  @Test
  void syncsAsNobodyOnAReadOnlyFileSystem() throws IOException {
    assumeContainers();
    makeStoreAndPolicy();
    Instant begin = Instant.now();
    try (BareContainer operator = start("plain", Map.of())) {
      await().atMost(START).until(() -> operator.isReady() || !operator.isAlive());
      Duration ready = Duration.between(begin, Instant.now());
      assertThat(operator.isAlive()).as(operator.log()).isTrue();
      assertThat(operator.kernelFile("status"))
          .containsPattern("Uid:\\s+65532\\s+65532\\s+65532\\s+65532")
          .containsPattern("Gid:\\s+65532\\s+65532\\s+65532\\s+65532")
          .containsPattern("CapEff:\\s+0{16}");
      assertThat(operator.kernelFile("mountinfo"))
          .containsPattern("(?m)^\\S+ \\S+ \\S+ \\S+ / ro,");
      await()
          .atMost(START)
          .until(() -> admin.secrets().inNamespace(namespace).withName("copy").get() != null);
      Duration first = Duration.between(begin, Instant.now());
      System.err.printf(
          "image: ready after %.1f s, first Secret after %.1f s, %s processor time, %s%n",
          seconds(ready),
          seconds(first),
          operator.processorTime(),
          operator.kernelFile("status").lines().filter(l -> l.startsWith("VmRSS")).findFirst());
      assertThat(admin.secrets().inNamespace(namespace).withName("copy").get().getData())
          .containsEntry("password", "czNjcjN0");
      assertThat(operator.log()).doesNotContain("Failed to get the temporary directory");
    }
  }

  @Test
  void hasItsCommandsOnThePath() throws IOException {
    assumeContainers();
    for (ImageLayout.Launcher launcher : ImageLayout.LAUNCHERS) {
      assertThat(
              BareContainer.output(image, accountFolder(), List.of(launcher.name(), "--version")))
          .as(launcher.name())
          .startsWith("keywright ");
    }
  }

  @Test
  void takesItsClassesFromTheAotCache() throws IOException {
    assumeContainers();
    Duration with = untilReady("cache", Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load"));
    List<String> ours =
        Files.readString(folder.resolve("cache.log"))
            .lines()
            .filter(line -> line.contains("] dev.keywright.") && !line.contains("Lambda"))
            .toList();
    assertThat(ours).hasSizeGreaterThan(100);
    assertThat(ours.stream().filter(line -> line.endsWith("source: shared objects file")).count())
        .as("classes of the operator from the cache, of %d", ours.size())
        .isGreaterThan(ours.size() * 3 / 4);
    Duration without = untilReady("no-cache", Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=off"));
    System.err.printf(
        "image: processor time until ready %.1f s with the AOT cache, %.1f s without%n",
        seconds(with), seconds(without));
    assertThat(with).isLessThan(without);
  }

  private Duration untilReady(String name, Map<String, String> environment) throws IOException {
    try (BareContainer operator = start(name, environment)) {
      await().atMost(START).until(() -> operator.isReady() || !operator.isAlive());
      assertThat(operator.isAlive()).as(operator.log()).isTrue();
      return operator.processorTime();
    }
  }

  /** With what the chart gives a pod: flags, ServiceAccount, the API server's address. */
  private BareContainer start(String name, Map<String, String> environment) throws IOException {
    new ChartRights(Path.of("../helm/keywright")).grant(admin, operatorNamespace, "keywright");
    Path account = accountFolder();
    Files.writeString(
        account.resolve("token"),
        real.access().token(operatorNamespace, "keywright", List.of(), Duration.ofHours(1)));
    Files.writeString(account.resolve("ca.crt"), real.controlPlane().caPem());
    Files.writeString(account.resolve("namespace"), operatorNamespace);
    URI api = URI.create(real.controlPlane().url());
    Map<String, String> all = new HashMap<>(environment);
    all.put("KUBERNETES_SERVICE_HOST", api.getHost());
    all.put("KUBERNETES_SERVICE_PORT", Integer.toString(api.getPort()));
    return BareContainer.start(
        image,
        account,
        all,
        List.of(
            "--operator-namespace=" + operatorNamespace,
            "--watch-namespaces=" + namespace,
            "--http-port=0"),
        folder.resolve(name + ".log"));
  }

  private Path accountFolder() throws IOException {
    return Files.createDirectories(folder.resolve("account"));
  }

  private void makeStoreAndPolicy() {
    String yaml =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: source}
        stringData: {password: s3cr3t}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: reader}
        rules: [{apiGroups: [""], resources: [secrets], resourceNames: [source], verbs: [get]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: reader}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
        subjects: [{kind: ServiceAccount, name: default, namespace: %1$s}]
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretStore
        metadata: {name: here}
        spec: {provider: {kubernetes: {namespace: %1$s, serviceAccountRef: {name: default}}}}
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: SecretPolicy
        metadata: {name: copy}
        spec: {storeRef: {name: here}, dataFrom: [{extract: {path: source}}]}
        """
            .formatted(namespace);
    admin
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .inNamespace(namespace)
        .serverSideApply();
  }

  /** Never silently: a report of skipped tests has no room for the reason. */
  private static void assumeContainers() {
    var refusal = BareContainer.refusal();
    refusal.ifPresent(reason -> System.err.println("ImageIT: " + reason));
    assumeTrue(refusal.isEmpty(), () -> refusal.orElse(""));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
