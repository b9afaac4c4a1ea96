package dev.keywright.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.keywright.architecture.OperatorClasses.ALL;
import static dev.keywright.architecture.OperatorClasses.ROOT;
import static dev.keywright.architecture.OperatorClasses.in;
import static dev.keywright.architecture.OperatorClasses.named;
import static dev.keywright.architecture.OperatorClasses.oursOutside;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.FaultPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may see whom. A new provider or driver is under these rules by being a folder; one with an
 * SDK of its own adds that to {@link #SDKS}.
 */
final class ArchitectureTest {
  private static final String JOSDK = "io.javaoperatorsdk..";
  private static final String KUBERNETES_CLIENT = "io.fabric8.kubernetes.client..";

  /**
   * What every provider and driver may use: the JDK, nullness, JSON, annotations for ServiceLoader
   * and for CRDs.
   */
  private static final List<String> COMMON =
      List.of(
          "java..",
          "javax..",
          "org.jspecify.annotations..",
          "com.fasterxml.jackson..",
          "com.google.auto.service..",
          "io.fabric8.generator.annotation..");

  private static final Map<String, List<String>> SDKS =
      Map.of(
          "provider.vault", List.of("io.github.jopenlibs.vault..", "org.bouncycastle.."),
          "provider.aws", List.of("software.amazon.awssdk.."),
          "provider.kubernetes", List.of(KUBERNETES_CLIENT, "io.fabric8.kubernetes.api.model.."));

  @Test
  void coreDependsOnTheJdkOnly() {
    classes()
        .that(in("core.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "javax..", "org.jspecify.annotations..").or(in("core..")))
        .because("everything else speaks core's words, so they may bring nothing along")
        .check(ALL);
  }

  @Test
  void apiDependsOnNothingOfOurs() {
    noClasses()
        .that(in("api.."))
        .should()
        .dependOnClassesThat(oursOutside("api.."))
        .because(
            "the custom resources are what users see, whatever the code behind them looks like")
        .check(ALL);
  }

  @Test
  void providerSpiDependsOnCoreOnly() {
    classes()
        .that(in("provider.spi.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(packages(COMMON)).or(in("provider.spi..", "core..")))
        .because("a provider is written against the SPI alone, so the SPI may pull in nothing")
        .check(ALL);
  }

  @Test
  void driverSpiDependsOnCoreAndTheProviderSpiOnly() {
    classes()
        .that(in("rotation.driver.spi.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(packages(COMMON))
                .or(in("rotation.driver.spi..", "provider.spi..", "core..")))
        .because(
            "a driver is written against the SPIs alone; credentials are a type of the providers'")
        .check(ALL);
  }

  @ParameterizedTest
  @MethodSource("providersAndDrivers")
  void providersAndDriversSeeTheSpiCoreAndTheirSdkOnly(String folder) {
    String spi = folder.substring(0, folder.lastIndexOf('.')) + ".spi..";
    classes()
        .that(in(folder + ".."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(packages(COMMON))
                .or(resideInAnyPackage(packages(SDKS.getOrDefault(folder, List.of()))))
                .or(in(folder + "..", spi, "provider.spi..", "rotation.value..", "core..")))
        .because(
            "a provider or driver is a folder: it knows neither another one, nor the API, nor the operator"
                + " around it, and only provider.kubernetes may use the Kubernetes client; all others get"
                + " credentials as CredentialSource. rotation.value makes values from core alone")
        .check(ALL);
  }

  @ParameterizedTest
  @MethodSource("providersAndDrivers")
  void nobodyCountsOnAProviderOrDriver(String folder) {
    noClasses()
        .that(oursOutside(folder + ".."))
        .should()
        .dependOnClassesThat(in(folder + ".."))
        .because(
            "providers and drivers are found by ServiceLoader; a build without this one must work")
        .check(ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "rotation", "store"})
  void theConcernsDoNotSeeEachOther(String concern) {
    String[] others =
        Stream.of("sync", "rotation", "store", "posture")
            .filter(other -> !other.equals(concern))
            .map(other -> other + "..")
            .toArray(String[]::new);
    noClasses()
        .that(in(concern + ".."))
        .should()
        .dependOnClassesThat(in(others))
        .because(
            "sync writes no store and rotation no target: they meet in versions and status only")
        .check(ALL);
  }

  @Test
  void theConcernsDoNotSeeWhatPutsThemTogether() {
    noClasses()
        .that(in("sync..", "rotation..", "store..", "rollout..", "fetch..", "audit.."))
        .should()
        .dependOnClassesThat(
            in("", "policy..", "trail..", "kube..", "config..", "cli..", "crdgen.."))
        .because(
            "policy asks each part for its share and trail tells of facts (docs/design/policy-package.md);"
                + " the parts state what they need as interfaces, which kube implements")
        .check(ALL);
  }

  @Test
  void nobodySeesTheCompositionRoot() {
    noClasses()
        .that(oursOutside(""))
        .should()
        .dependOnClassesThat(in(""))
        .because(
            "the root puts everything together; whoever asked it for something would close a cycle")
        .check(ALL);
  }

  @Test
  void nobodySeesTheCrdGenerator() {
    noClasses()
        .that(oursOutside("crdgen.."))
        .should()
        .dependOnClassesThat(in("crdgen.."))
        .because("it runs in the build; its library is not in the image")
        .check(ALL);
  }

  @Test
  void josdkIsKeptToTheEdge() {
    noClasses()
        .that(not(in("", "observability..")))
        .and(not(named(".*(Reconciler|EventSource|EventFilter|ItemStore)")))
        .and(not(named("StatusWriter|PolicyDirectory")))
        .should()
        .dependOnClassesThat(resideInAPackage(JOSDK))
        .because(
            "decisions must be testable without a framework. Beside the root only the classes of its own"
                + " life cycle touch it; StatusWriter writes through its cache, PolicyDirectory reads that cache")
        .check(ALL);
  }

  @Test
  void theKubernetesClientIsKeptToTheEdge() {
    noClasses()
        .that(not(in("", "kube..", "cli..", "crdgen..", "api.v1alpha1..", "provider.kubernetes..")))
        .and(not(named(".*(Observer|Reconciler|ItemStore)|WorkloadIndex")))
        .should()
        .dependOnClassesThat(resideInAPackage(KUBERNETES_CLIENT))
        .because(
            "whoever decides must not be able to read or write the cluster on the side. The API extends"
                + " CustomResource, and crdgen prints YAML with the client's settings")
        .check(ALL);
  }

  @Test
  void theApiUsesOfTheClientOnlyCustomResource() {
    noClasses()
        .that(in("api.."))
        .should()
        .dependOnClassesThat(resideInAPackage(KUBERNETES_CLIENT).and(not(named("CustomResource"))))
        .because("API classes are data")
        .check(ALL);
  }

  @Test
  void noCycles() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("packages in a cycle are one package")
        .check(ALL);
  }

  @Test
  void faultPointsAreImplementedInTestsOnly() {
    noClasses()
        .should()
        .implement(FaultPoint.class)
        .because("what halts or steps the process must not be in the image")
        .check(ALL);
    assertThat(FaultPoint.class.getResource("/META-INF/services/" + FaultPoint.class.getName()))
        .isNull();
  }

  static List<String> providersAndDrivers() {
    List<String> folders = new ArrayList<>();
    for (String parent : List.of("provider", "rotation.driver")) {
      ALL.getPackage(ROOT + "." + parent).getSubpackages().stream()
          .map(found -> found.getName().substring(ROOT.length() + 1))
          .filter(folder -> !folder.endsWith(".spi"))
          .forEach(folders::add);
    }
    return folders;
  }

  private static String[] packages(List<String> packages) {
    return packages.toArray(String[]::new);
  }
}
