package dev.keywright.e2e.demo.stage;

import dev.keywright.e2e.demo.ground.Cast;

/** What a team would apply to use Keywright. */
public final class Manifests {
  /** Key of the Secret: the token that is rotated. */
  public static final String API_TOKEN = "API_TOKEN";

  /** Key of the Secret: the value that somebody changes in Vault. */
  public static final String WEBHOOK_KEY = "WEBHOOK_KEY";

  /** Key of the Secret: the value from AWS. */
  public static final String PARTNER_KEY = "PARTNER_KEY";

  /** How long a change in a store may take to arrive, in seconds. */
  public static final int INTERVAL_SECONDS = 3;

  private final Cast cast;

  public Manifests(Cast cast) {
    this.cast = cast;
  }

  /** The ServiceAccount that Vault knows, and the Secret with the access key for AWS. */
  public String accounts(DemoAws aws) {
    return """
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: %s}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: aws-access}
    stringData: {access-key-id: "%s", secret-access-key: "%s"}
    """
        .formatted(DemoVault.ACCOUNT, aws.accessKeyId(), aws.secretAccessKey());
  }

  /** The two stores. */
  public String stores(DemoVault vault, DemoAws aws) {
    return """
    apiVersion: keywright.dev/v1alpha1
    kind: SecretStore
    metadata: {name: vault}
    spec:%s
      provider:
        vault:
          address: %s
          mount: secret
          auth: {jwt: {role: %s, serviceAccountRef: {name: %s}}}
    ---
    apiVersion: keywright.dev/v1alpha1
    kind: SecretStore
    metadata: {name: aws}
    spec:%s
      provider:
        awsSecretsManager:
          region: %s
          endpoint: %s
          auth:
            static:
              accessKeyIdRef: {name: aws-access, key: access-key-id}
              secretAccessKeyRef: {name: aws-access, key: secret-access-key}
    """
        .formatted(
            classLine(),
            vault.address(),
            DemoVault.ACCOUNT,
            DemoVault.ACCOUNT,
            classLine(),
            aws.region(),
            aws.endpoint());
  }

  /** One Secret from both stores, with a token that is rotated on request. */
  public String policy() {
    return """
    apiVersion: keywright.dev/v1alpha1
    kind: SecretPolicy
    metadata: {name: %s}
    spec:%s
      storeRef: {name: vault}
      refresh: {interval: %ds}
      data:
      - {key: %s, from: {path: %s, property: %s}}
      - {key: %s, from: {path: %s, property: %s}}
      - {key: %s, from: {path: %s, property: %s}, storeRef: {name: aws}}
      rotation:
        path: %s
        driver: {valueOnly: {property: %s, token: {prefix: tok_}}}
      consumers: {restart: Rolling}
    """
        .formatted(
            DemoObjects.POLICY,
            classLine(),
            INTERVAL_SECONDS,
            API_TOKEN,
            DemoVault.PATH,
            DemoVault.TOKEN,
            WEBHOOK_KEY,
            DemoVault.PATH,
            DemoVault.WEBHOOK_KEY,
            PARTNER_KEY,
            DemoAws.NAME,
            DemoAws.KEY,
            DemoVault.PATH,
            DemoVault.TOKEN);
  }

  /** Two pods that have the Secret as environment variables. */
  public String deployment() {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s}
    spec:
      replicas: 2
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
          - name: app
            image: registry.k8s.io/pause:3.10
            envFrom: [{secretRef: {name: %2$s}}]
    """
        .formatted(DemoObjects.DEPLOYMENT, DemoObjects.POLICY);
  }

  private String classLine() {
    return cast.installationClass().isEmpty() ? "" : "\n  class: " + cast.installationClass();
  }
}
