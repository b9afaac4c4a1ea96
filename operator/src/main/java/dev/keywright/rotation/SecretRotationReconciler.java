package dev.keywright.rotation;

import dev.keywright.api.v1alpha1.SecretRotation;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.function.Consumer;

/** Brings the rotations of this installation forward. */
@ControllerConfiguration(name = "secretrotation", triggerReconcilerOnAllEvents = true)
public final class SecretRotationReconciler implements Reconciler<SecretRotation> {
  private final RotationFlow flow;
  private final RotationEventSource events;
  private final Consumer<IndexerResourceCache<SecretRotation>> cacheUser;

  /**
   * @param cacheUser is given the controller's cache before it starts
   */
  public SecretRotationReconciler(
      RotationFlow flow,
      RotationEventSource events,
      Consumer<IndexerResourceCache<SecretRotation>> cacheUser) {
    this.flow = flow;
    this.events = events;
    this.cacheUser = cacheUser;
  }

  @Override
  public List<EventSource<?, SecretRotation>> prepareEventSources(
      EventSourceContext<SecretRotation> context) {
    cacheUser.accept(context.getPrimaryCache());
    return List.of(events.source());
  }

  @Override
  public UpdateControl<SecretRotation> reconcile(
      SecretRotation run, Context<SecretRotation> context) {
    if (context.isPrimaryResourceDeleted()) {
      flow.abandon(run);
      return UpdateControl.noUpdate();
    }
    return UpdateControl.<SecretRotation>noUpdate().rescheduleAfter(flow.advance(run));
  }
}
