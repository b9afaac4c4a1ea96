package dev.keywright.e2e.install;

/** What to try first, for the end of an installation. */
final class FirstPolicy {
  /**
   * Objects for a Vault that knows the cluster; apart from the names they can be applied as they
   * are.
   */
  static final String YAML =
      """
      apiVersion: keywright.dev/v1alpha1
      kind: SecretStore
      metadata: {name: vault, namespace: default}
      spec:
        provider:
          vault: {address: "https://vault.vault.svc:8200", mount: kv, auth: {kubernetes: {role: shop, serviceAccountRef: {name: default}}}}
      ---
      apiVersion: keywright.dev/v1alpha1
      kind: SecretPolicy
      metadata: {name: orders-api, namespace: default}
      spec:
        storeRef: {name: vault}
        dataFrom: [{extract: {path: shop/orders-api}}]
      """;

  private FirstPolicy() {}

  /** The whole text, for an operator in a namespace. */
  static String text(String context, String namespace) {
    return """

        Keywright runs in namespace %2$s. A first policy: every property of the Vault secret
        shop/orders-api becomes a key of the Secret orders-api. Correct address, mount and role.

        kubectl --context %1$s apply -f - <<'EOF'
        %3$sEOF

        Then look at:
          kubectl --context %1$s get secstore,secpol -n default
          kubectl --context %1$s describe secpol orders-api -n default    why it is not Ready, and what to do
          kubectl --context %1$s get secret orders-api -n default -o yaml
          kubectl --context %1$s -n %2$s logs deployment/keywright        audit records, as JSON lines

        Every reason is in docs/operate/troubleshoot.md.
        """
        .formatted(context, namespace, YAML);
  }
}
