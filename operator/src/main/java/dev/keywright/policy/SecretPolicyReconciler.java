package dev.keywright.policy;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.core.ObjectKey;
import dev.keywright.kube.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;

/** Looks at the SecretPolicies of one installation class. */
@ControllerConfiguration(name = "secretpolicy", triggerReconcilerOnAllEvents = true)
public final class SecretPolicyReconciler implements Reconciler<SecretPolicy> {
  private final PolicyFlow flow;
  private final PolicyDirectory directory;
  private final PolicyEventSource events;
  private final String installationClass;

  public SecretPolicyReconciler(
      PolicyFlow flow,
      PolicyDirectory directory,
      PolicyEventSource events,
      String installationClass) {
    this.flow = flow;
    this.directory = directory;
    this.events = events;
    this.installationClass = installationClass;
  }

  @Override
  public List<EventSource<?, SecretPolicy>> prepareEventSources(
      EventSourceContext<SecretPolicy> context) {
    directory.attach(context.getPrimaryCache());
    return List.of(events.source());
  }

  @Override
  public UpdateControl<SecretPolicy> reconcile(SecretPolicy policy, Context<SecretPolicy> context) {
    if (context.isPrimaryResourceDeleted() || !isOurs(policy)) {
      flow.forget(
          new ObjectKey(policy.getMetadata().getNamespace(), policy.getMetadata().getName()));
      return UpdateControl.noUpdate();
    }
    Duration nextLook = flow.look(policy, change -> StatusWriter.write(policy, context, change));
    return UpdateControl.<SecretPolicy>noUpdate().rescheduleAfter(nextLook);
  }

  private boolean isOurs(SecretPolicy policy) {
    String named = policy.getSpec() == null ? null : policy.getSpec().installationClass();
    return installationClass.equals(named == null ? "" : named);
  }
}
