package dev.keywright.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.core.Reason;
import dev.keywright.kube.KubeClients;
import dev.keywright.rotation.driver.spi.DriverEnvironment;
import dev.keywright.rotation.driver.valueonly.ValueOnlyDriverFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationSettingsReaderTest {
  private static final KubernetesSerialization YAML = KubeClients.serialization();
  private static final String DRIVER = "driver: {valueOnly: {property: token, token: {}}}";
  private static final String READS_DB = "dataFrom: [{extract: {path: shop/db}}]";

  private final RotationSettingsReader reader =
      new RotationSettingsReader(
          new DriverCatalog(
              List.of(new ValueOnlyDriverFactory(), new TargetInMemory("first")),
              new DriverEnvironment(new Random(1))));

  @Test
  void theOnlyPathThatAPolicyReadsIsRotated() {
    RotatedObject object = object("storeRef: {name: vault}\n" + READS_DB, "");

    assertThat(object.store()).hasToString("secstore/vault");
    assertThat(object.path()).hasToString("shop/db");
    assertThat(object.properties()).containsExactly("token");
    assertThat(object.driver()).isEqualTo("valueOnly");
  }

  @Test
  void theSamePathReadTwiceIsOne() {
    RotatedObject object =
        object(
            "storeRef: {name: vault}\n"
                + "data: [{key: a, from: {path: shop/db, property: a}},"
                + " {key: b, from: {path: shop/db, property: b}}]",
            "");

    assertThat(object.path()).hasToString("shop/db");
  }

  @Test
  void storeAndMountComeFromWhereThePathIsRead() {
    String spec =
        "storeRef: {name: vault}\n"
            + "data: [{key: a, storeRef: {kind: ClusterSecretStore, name: aws},"
            + " from: {path: shop/db, mount: kv}}, {key: b, from: {path: shop/other}}]";

    assertThat(object(spec, ", path: shop/db").store()).hasToString("csecstore/aws");
    assertThat(object(spec, ", path: shop/db").path()).hasToString("kv:shop/db");
    assertThat(object(spec, ", path: shop/else").store()).hasToString("secstore/vault");
    assertThat(object(spec, ", path: shop/db, mount: kv2, storeRef: {name: own}").store())
        .hasToString("secstore/own");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "dataFrom: [{extract: {path: a}}, {extract: {path: b}}] | driver: {valueOnly: {token: {}}} | The policy reads 2 objects: set spec.rotation.path",
        "data: [] | driver: {valueOnly: {token: {}}} | The policy reads 0 objects: set spec.rotation.path",
        "dataFrom: [{extract: {path: a, version: '3'}}] | driver: {valueOnly: {token: {}}} | must not be together with a pinned version: a would never show",
        "dataFrom: [{extract: {path: a}}] | driver: {} | must name exactly one driver, of: target, valueOnly",
        "dataFrom: [{extract: {path: a}}] | driver: {target: {}, valueOnly: {token: {}}} | must name exactly one driver",
        "dataFrom: [{extract: {path: a}}] | driver: {mainframe: {}} | names mainframe, which this version does not have; it has: target, valueOnly",
        "dataFrom: [{extract: {path: a}}] | driver: {valueOnly: {}} | valueOnly must have exactly one of token and password",
        "dataFrom: [{extract: {path: a}}] | driver: {valueOnly: {token: many}} | has a valueOnly block that is not of the documented form",
        "dataFrom: [{extract: {path: a}}] | driver: {valueOnly: {password: {length: 9}}} | must have at least 112",
        "dataFrom: [{extract: {path: a}}] | path: ../b, driver: {valueOnly: {token: {}}} | spec.rotation.path cannot be used",
        "dataFrom: [{extract: {path: a}}] | path: .keywright/pending/a, driver: {valueOnly: {token: {}}} | it is Keywright's own",
        "dataFrom: [{extract: {path: a}}] | storeRef: {kind: Other, name: x}, driver: {valueOnly: {token: {}}} | storeRef.kind is not known",
      })
  void whatCannotBeCarriedOutSaysWhy(String spec, String rotation, String message) {
    RotationSettings settings = read("storeRef: {name: vault}\n" + spec, rotation);

    assertThat(settings)
        .isInstanceOfSatisfying(
            RotationSettings.Unfit.class,
            unfit -> {
              assertThat(unfit.diagnosis().reason()).isEqualTo(Reason.InvalidSpec);
              assertThat(unfit.diagnosis().message()).contains(message);
            });
  }

  @Test
  void aPolicyWithoutARotationBlockDoesNotRotate() {
    SecretPolicySpec spec =
        YAML.unmarshal("---\nstoreRef: {name: vault}\n" + READS_DB, SecretPolicySpec.class);

    assertThat(reader.read(Scene.POLICY, spec)).isInstanceOf(RotationSettings.Unfit.class);
    assertThat(reader.read(Scene.POLICY, null)).isInstanceOf(RotationSettings.Unfit.class);
  }

  @Test
  void aPolicyWithoutAnyStoreIsTold() {
    assertThat(read(READS_DB, "path: shop/db, " + DRIVER))
        .isInstanceOfSatisfying(
            RotationSettings.Unfit.class,
            unfit ->
                assertThat(unfit.diagnosis().message())
                    .isEqualTo(
                        "spec.rotation names no store for shop/db: set spec.rotation.storeRef."));
  }

  @Test
  void fieldsOfANewerVersionAreIgnored() {
    RotationSettings settings =
        read(
            "storeRef: {name: vault}\n" + READS_DB,
            "driver: {valueOnly: {property: token, token: {bytes: 32, future: true}, new: 1}}");

    assertThat(settings).isInstanceOf(RotationSettings.Fit.class);
  }

  private RotatedObject object(String spec, String more) {
    RotationSettings settings = read(spec, DRIVER + more);
    assertThat(settings).isInstanceOf(RotationSettings.Fit.class);
    return ((RotationSettings.Fit) settings).object();
  }

  private RotationSettings read(String spec, String rotation) {
    return reader.read(
        Scene.POLICY,
        YAML.unmarshal(
            "---\n" + spec + "\nrotation: {" + rotation + "}\n", SecretPolicySpec.class));
  }
}
