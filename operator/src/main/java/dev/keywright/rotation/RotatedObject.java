package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.RotationSubject;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The object in a store whose properties get new values.
 *
 * @param store the store
 * @param path the object
 * @param properties the rotated properties; the empty name is the whole value
 * @param driver name of the driver
 */
public record RotatedObject(
    StoreReference store, SecretPath path, SortedSet<String> properties, String driver) {
  private static final String CLUSTER = "csecstore/";

  public RotatedObject {
    properties = Collections.unmodifiableSortedSet(new TreeSet<>(properties));
  }

  /** Fingerprint scope of the rotated properties; equal values in other objects differ. */
  String scope() {
    return "source/" + store.namespace().orElse("") + "/" + store + "/" + path;
  }

  /** As the journal tells it. */
  RotationSubject toSubject() {
    return new RotationSubject(
        store.toString(), path.mount().orElse(null), path.path(), List.copyOf(properties), driver);
  }

  /** As a journal in {@code namespace} tells it; empty when it does not tell all. */
  static Optional<RotatedObject> of(@Nullable RotationSubject subject, String namespace) {
    if (subject == null
        || subject.store() == null
        || subject.path() == null
        || subject.properties() == null
        || subject.driver() == null
        || SecretPath.problemOf(subject.path()).isPresent()) {
      return Optional.empty();
    }
    String store = subject.store();
    String name = store.substring(store.indexOf('/') + 1);
    StoreReference reference =
        store.startsWith(CLUSTER)
            ? StoreReference.cluster(name)
            : StoreReference.namespaced(namespace, name);
    return Optional.of(
        new RotatedObject(
            reference,
            new SecretPath(Optional.ofNullable(subject.mount()), subject.path()),
            new TreeSet<>(subject.properties()),
            subject.driver()));
  }
}
