package dev.keywright.sync;

import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.kube.KubeClients;

/** Specs as users write them. */
final class Spec {
  /** One whole object of the store {@code vault}. */
  static final SecretPolicySpec EXTRACT =
      of("storeRef: {name: vault}\ndataFrom: [{extract: {path: shop/db}}]");

  /** Two objects of the store {@code vault}. */
  static final SecretPolicySpec TWO =
      of(
          """
          storeRef: {name: vault}
          dataFrom: [{extract: {path: shop/db}}]
          data: [{key: token, from: {path: shop/api, property: token}}]
          """);

  private Spec() {}

  static SecretPolicySpec of(String yaml) {
    return KubeClients.serialization().unmarshal(yaml, SecretPolicySpec.class);
  }
}
