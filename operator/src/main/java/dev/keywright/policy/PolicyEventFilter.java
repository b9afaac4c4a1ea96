package dev.keywright.policy;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.SecretPolicy;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which updates of a policy are worth a look: a new spec, a deletion, one of our request
 * annotations, a status that somebody else took away. Our own status writes and foreign labels and
 * annotations are not.
 */
public final class PolicyEventFilter implements OnUpdateFilter<SecretPolicy> {
  private static final List<String> WATCHED =
      List.of(
          ApiNames.SYNC_REQUESTED_AT,
          ApiNames.FLUX_REQUESTED_AT,
          ApiNames.ROTATE_REQUESTED_AT,
          ApiNames.ROTATE_REASON,
          ApiNames.ROTATE_REQUESTED_BY);

  @Override
  public boolean accept(SecretPolicy after, SecretPolicy before) {
    return !Objects.equals(
            after.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || !Objects.equals(after.getMetadata().getUid(), before.getMetadata().getUid())
        || after.isMarkedForDeletion() != before.isMarkedForDeletion()
        || WATCHED.stream()
            .anyMatch(name -> !Objects.equals(annotation(after, name), annotation(before, name)))
        || isWiped(after, before);
  }

  private static boolean isWiped(SecretPolicy after, SecretPolicy before) {
    return before.getStatus() != null
        && before.getStatus().target() != null
        && (after.getStatus() == null || after.getStatus().target() == null);
  }

  private static String annotation(SecretPolicy policy, String name) {
    Map<String, String> annotations = policy.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(name, "");
  }
}
