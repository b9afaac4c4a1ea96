package dev.keywright.kube;

import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.ProviderFailure;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of the cluster the references of one store may name: those of a namespaced store
 * stay in its namespace and may not name one; those of a cluster store must name one. Names that
 * are not names are refused here, because they become part of a URL. Pure.
 */
final class StoreReach {
  /** DNS-1123 subdomain, the form of every object name used here. */
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  private final StoreReference store;

  StoreReach(StoreReference store) {
    this.store = store;
  }

  /** Where a reference leads. */
  sealed interface Place {
    /**
     * To an object.
     *
     * @param namespace its namespace
     * @param name its name
     */
    record Within(String namespace, String name) implements Place {
      @Override
      public String toString() {
        return namespace + "/" + name;
      }
    }

    /**
     * Out of reach.
     *
     * @param failure why
     */
    record Outside(ProviderFailure failure) implements Place {}
  }

  /**
   * @param kind kind of the object, for messages
   * @param namespace as the reference names it
   */
  Place of(String kind, @Nullable String namespace, String name) {
    if (!isName(name)) {
      return new Place.Outside(
          KubeFailures.invalid(
              "%s: a reference does not have the form of a name of a %s.", store, kind));
    }
    Optional<String> own = store.namespace();
    if (own.isPresent() && namespace != null) {
      return new Place.Outside(
          KubeFailures.invalid(
              "%s: the reference to %s %s must not set `namespace`, because a SecretStore reaches"
                  + " only its own. Remove it, or use a ClusterSecretStore.",
              store, kind, name));
    }
    if (own.isEmpty() && namespace == null) {
      return new Place.Outside(
          KubeFailures.invalid(
              "%s: the reference to %s %s must set `namespace`, because a ClusterSecretStore has"
                  + " none of its own.",
              store, kind, name));
    }
    String where = own.orElse(namespace == null ? "" : namespace);
    return isNamespace(where)
        ? new Place.Within(where, name)
        : new Place.Outside(
            KubeFailures.invalid(
                "%s: the reference to %s %s does not name a namespace.", store, kind, name));
  }

  static boolean isName(String text) {
    return text.length() <= 253 && NAME.matcher(text).matches();
  }

  static boolean isNamespace(String text) {
    return text.length() <= 63 && NAMESPACE.matcher(text).matches();
  }
}
