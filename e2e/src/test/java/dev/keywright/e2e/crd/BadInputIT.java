package dev.keywright.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.e2e.junit.RealCluster;
import dev.keywright.e2e.junit.TestNamespace;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.tool.Kubectl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads who applies what cannot be right. */
@RealCluster
final class BadInputIT {
  private final Kubectl kubectl;
  private final String namespace;

  BadInputIT(RealComponents real, TestNamespace namespace) {
    this.kubectl = new Kubectl(real);
    this.namespace = namespace.name();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two provider blocks       | SecretStore  | {provider: {vault: {address: "https://vault:8200", auth: {token: {secretRef: {name: a, key: b}}}}, kubernetes: {namespace: a, serviceAccountRef: {name: b}}}} | spec.provider: Invalid value: must have exactly one provider: awsSecretsManager, kubernetes, vault
          no provider block         | SecretStore  | {provider: {}}                                                               | spec.provider: Invalid value: must have exactly one provider: awsSecretsManager, kubernetes, vault
          an unknown provider       | SecretStore  | {provider: {consul: {}}}                                                     | unknown field "spec.provider.consul"
          two ways to log in        | SecretStore  | {provider: {awsSecretsManager: {region: eu-central-1, auth: {environment: {}, static: {accessKeyIdRef: {name: a, key: b}, secretAccessKeyRef: {name: a, key: c}}}}}} | must have exactly one of static, webIdentity, environment: keep the one to use and remove the others
          a malformed address       | SecretStore  | {provider: {vault: {address: vault, auth: {token: {secretRef: {name: a, key: b}}}}}} | spec.provider.vault.address: Invalid value: "vault": must be https:// or http:// with a host
          another namespace         | SecretStore  | {provider: {vault: {address: "https://vault:8200", auth: {token: {secretRef: {name: a, key: b, namespace: c}}}}}} | secretRef.namespace: Forbidden: must not be set in a SecretStore: the name is looked up in its own namespace, remove it
          a malformed cron schedule | SecretPolicy | {storeRef: {name: a}, dataFrom: [{extract: {path: a}}], consumers: {restart: Never}, rotation: {schedule: "0 3 * *", driver: {valueOnly: {token: {}}}}} | spec.rotation.schedule: Invalid value: "0 3 * *": must be five fields (minute, hour, day of the month, month, day of the week) or a word such as @daily: write for instance 0 3 * * SUN
          a malformed duration      | SecretPolicy | {storeRef: {name: a}, dataFrom: [{extract: {path: a}}], refresh: {interval: 5}} | spec.refresh.interval
          a duration without unit   | SecretPolicy | {storeRef: {name: a}, dataFrom: [{extract: {path: a}}], refresh: {interval: "5"}} | spec.refresh.interval: Invalid value: "5": must be a duration of days, hours, minutes and seconds such as 90s, 1h30m or 30d
          an illegal key            | SecretPolicy | {storeRef: {name: a}, data: [{key: "a b", from: {path: a}}]}                 | spec.data[0].key: Invalid value: "a b": must be letters, digits, dots, dashes and underscores only
          a key twice               | SecretPolicy | {storeRef: {name: a}, data: [{key: a, from: {path: a}}, {key: a, from: {path: b}}]} | spec.data[1]: Duplicate value: {"key":"a"}
          a path that walks up      | SecretPolicy | {storeRef: {name: a}, dataFrom: [{extract: {path: ../a}}]}                   | spec.dataFrom[0].extract.path: Invalid value: "../a": must not have a slash at its ends or an empty, "." or ".." segment
          no store                  | SecretPolicy | {dataFrom: [{extract: {path: a}}]}                                           | spec: Invalid value: must have storeRef, unless every entry of data and dataFrom has its own storeRef
          no source                 | SecretPolicy | {storeRef: {name: a}}                                                        | spec: Invalid value: must have at least one entry in data or dataFrom: a Secret needs a source
          no path                   | SecretPolicy | {storeRef: {name: a}, dataFrom: [{extract: {}}]}                             | spec.dataFrom[0].extract.path: Required value
          an unknown word           | SecretPolicy | {storeRef: {name: a}, dataFrom: [{extract: {path: a}}], target: {adopt: Always}} | spec.target.adopt: Unsupported value: "Always": supported values: "Never", "IfSame"
          """)
  void isRefusedInWords(String what, String kind, String spec, String expected) {
    String yaml =
        """
        ---
        apiVersion: keywright.dev/v1alpha1
        kind: %s
        metadata: {name: bad}
        spec: %s
        """
            .formatted(kind, spec);
    assertThat(kubectl.runWith(yaml, "apply", "--namespace=" + namespace, "-f", "-").complaint())
        .contains(expected);
  }
}
