package dev.keywright.store;

import dev.keywright.api.v1alpha1.SecretStore;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;

/** Looks at the SecretStores of one installation class. */
@ControllerConfiguration(name = "secretstore", triggerReconcilerOnAllEvents = true)
public final class SecretStoreReconciler implements Reconciler<SecretStore> {
  private final StoreFlow flow;
  private final StoreStatusWriter<SecretStore, Context<SecretStore>> writer;
  private final StoreTroubleEventSource<SecretStore> trouble;
  private final String installationClass;

  public SecretStoreReconciler(
      StoreFlow flow,
      StoreStatusWriter<SecretStore, Context<SecretStore>> writer,
      StoreTroubleEventSource<SecretStore> trouble,
      String installationClass) {
    this.flow = flow;
    this.writer = writer;
    this.trouble = trouble;
    this.installationClass = installationClass;
  }

  @Override
  public List<EventSource<?, SecretStore>> prepareEventSources(
      EventSourceContext<SecretStore> context) {
    return List.of(trouble.source());
  }

  @Override
  public UpdateControl<SecretStore> reconcile(SecretStore store, Context<SecretStore> context) {
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
    return UpdateControl.<SecretStore>noUpdate().rescheduleAfter(nextLook);
  }
}
