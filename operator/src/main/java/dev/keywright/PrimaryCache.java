package dev.keywright;

import dev.keywright.core.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.controller.ControllerEventSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cache of a controller's own resources, for parts that are made before the controller is.
 * Empty until {@link #attach}.
 *
 * @param <T> the resource
 */
final class PrimaryCache<T extends HasMetadata> {
  private volatile @Nullable ControllerEventSource<T> source;

  void attach(RegisteredController<T> controller) {
    if (!(controller instanceof Controller<T> registered)) {
      throw new IllegalStateException("an unknown kind of controller");
    }
    source = registered.getEventSourceManager().getControllerEventSource();
  }

  Optional<T> find(ObjectKey key) {
    ControllerEventSource<T> attached = source;
    return attached == null
        ? Optional.empty()
        : attached.get(
            new ResourceID(key.name(), key.namespace().isEmpty() ? null : key.namespace()));
  }

  /** Takes in what the API server returned for a write of ours. */
  void remember(T written, T before) {
    ControllerEventSource<T> attached = source;
    if (attached != null) {
      attached.handleRecentResourceUpdate(ResourceID.fromResource(written), written, before);
    }
  }
}
