package dev.keywright.store;

import dev.keywright.api.v1alpha1.ClusterSecretStore;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;

/** Looks at the ClusterSecretStores of one installation class. */
@ControllerConfiguration(name = "clustersecretstore", triggerReconcilerOnAllEvents = true)
public final class ClusterSecretStoreReconciler implements Reconciler<ClusterSecretStore> {
  private final StoreFlow flow;
  private final StoreStatusWriter<ClusterSecretStore, Context<ClusterSecretStore>> writer;
  private final StoreTroubleEventSource<ClusterSecretStore> trouble;
  private final String installationClass;

  public ClusterSecretStoreReconciler(
      StoreFlow flow,
      StoreStatusWriter<ClusterSecretStore, Context<ClusterSecretStore>> writer,
      StoreTroubleEventSource<ClusterSecretStore> trouble,
      String installationClass) {
    this.flow = flow;
    this.writer = writer;
    this.trouble = trouble;
    this.installationClass = installationClass;
  }

  @Override
  public List<EventSource<?, ClusterSecretStore>> prepareEventSources(
      EventSourceContext<ClusterSecretStore> context) {
    return List.of(trouble.source());
  }

  @Override
  public UpdateControl<ClusterSecretStore> reconcile(
      ClusterSecretStore store, Context<ClusterSecretStore> context) {
    if (context.isPrimaryResourceDeleted()
        || !StoreObserver.classOf(store).equals(installationClass)) {
      flow.forget(StoreObserver.referenceOf(store));
      return UpdateControl.noUpdate();
    }
    Duration nextLook =
        flow.look(
            StoreObserver.definitionOf(store),
            store.getStatus(),
            status -> writer.write(store, status, context));
    return UpdateControl.<ClusterSecretStore>noUpdate().rescheduleAfter(nextLook);
  }
}
