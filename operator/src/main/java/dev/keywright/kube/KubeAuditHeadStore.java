package dev.keywright.kube;

import dev.keywright.api.ApiNames;
import dev.keywright.audit.chain.AuditHead;
import dev.keywright.audit.chain.AuditHeadStore;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the head of the audit chain in the ConfigMap {@value #NAME} of the operator's namespace.
 */
public final class KubeAuditHeadStore implements AuditHeadStore {
  /** Name of the ConfigMap. */
  public static final String NAME = "keywright-audit-head";

  private final KubernetesClient client;
  private final String namespace;

  public KubeAuditHeadStore(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  @Override
  public ReadResult read() {
    try {
      ConfigMap found = find();
      if (found == null) {
        return new ReadResult.Absent();
      }
      return headOf(found)
          .<ReadResult>map(ReadResult.Found::new)
          .orElseGet(
              () ->
                  new ReadResult.Unavailable(
                      diagnosis(
                          "does not hold the head of an audit chain; restore it or delete it")));
    } catch (KubernetesClientException e) {
      return new ReadResult.Unavailable(diagnosis("cannot be read, code " + e.getCode()));
    }
  }

  @Override
  public WriteResult replace(Optional<AuditHead> expected, AuditHead next) {
    try {
      ConfigMap found = find();
      Optional<AuditHead> live = found == null ? Optional.empty() : headOf(found);
      if (live.filter(next::equals).isPresent()) {
        return new WriteResult.Written();
      }
      if (!live.equals(expected)) {
        return new WriteResult.Conflict();
      }
      write(found, next);
      return new WriteResult.Written();
    } catch (KubernetesClientException e) {
      return e.getCode() == HttpURLConnection.HTTP_CONFLICT
          ? new WriteResult.Conflict()
          : new WriteResult.Unavailable(diagnosis("cannot be written, code " + e.getCode()));
    }
  }

  private void write(@Nullable ConfigMap found, AuditHead next) {
    if (found != null) {
      client.resource(new ConfigMapBuilder(found).withData(next.toData()).build()).update();
      return;
    }
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .withLabels(Map.of("app.kubernetes.io/part-of", ApiNames.MANAGED_BY_VALUE))
                .endMetadata()
                .withData(next.toData())
                .build())
        .create();
  }

  private @Nullable ConfigMap find() {
    return client.configMaps().inNamespace(namespace).withName(NAME).get();
  }

  private static Optional<AuditHead> headOf(ConfigMap found) {
    return AuditHead.ofData(found.getData() == null ? Map.of() : found.getData());
  }

  private Diagnosis diagnosis(String what) {
    return Diagnosis.of(Reason.Reconciling, "ConfigMap %s/%s %s.", namespace, NAME, what);
  }
}
