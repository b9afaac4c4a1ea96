package dev.keywright.fetch;

import dev.keywright.api.v1alpha1.AllowEntry;
import dev.keywright.api.v1alpha1.StoreAction;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who may do what with which path of a store. Denies by default. A namespaced store serves exactly
 * its own namespace; a cluster store serves what an entry of {@code spec.allow} names. Keywright's
 * own objects are refused for everybody. Pure.
 */
final class AllowList {
  /**
   * No name in AWS Secrets Manager can have a colon, so this always is an ARN, whole or partial.
   */
  private static final String ARN = "arn:";

  private static final List<StoreAction> DEFAULT_ACTIONS = List.of(StoreAction.Read);

  private AllowList() {}

  /**
   * Who asks for what.
   *
   * @param namespace namespace of the policy
   * @param labels labels of that namespace
   * @param path the object
   * @param action what to do with it
   */
  record Question(
      String namespace, Map<String, String> labels, SecretPath path, StoreAction action) {}

  /** Why {@code question} is refused; empty when it is allowed. */
  static Optional<Diagnosis> refusal(
      StoreReference store, List<AllowEntry> allow, Question question) {
    if (isOwnObject(question.path())) {
      return refused(
          "%s: paths with a segment %s belong to Keywright itself and are never read for a policy."
              + " Name another path.",
          store, SecretPath.RESERVED);
    }
    return store.isCluster()
        ? refusalOfCluster(store, allow, question)
        : refusalOfStranger(store, question.namespace());
  }

  /**
   * Why policies of {@code namespace} cannot look for objects in {@code store} at all; empty when
   * they can. What they find is judged object by object.
   */
  static Optional<Diagnosis> refusalToFind(
      StoreReference store, List<AllowEntry> allow, String namespace, Map<String, String> labels) {
    if (!store.isCluster()) {
      return refusalOfStranger(store, namespace);
    }
    return allow.stream()
            .anyMatch(entry -> allows(entry, StoreAction.Read) && selects(entry, labels))
        ? Optional.empty()
        : refused(
            "%s allows namespace %s to read nothing. Who may edit the store can add an entry for it"
                + " to spec.allow.",
            store, namespace);
  }

  private static Optional<Diagnosis> refusalOfStranger(StoreReference store, String namespace) {
    return store.namespace().filter(namespace::equals).isPresent()
        ? Optional.empty()
        : refused(
            "%s of namespace %s serves only policies of its own namespace. Use a"
                + " ClusterSecretStore, or a SecretStore in namespace %s.",
            store, store.namespace().orElse(""), namespace);
  }

  private static Optional<Diagnosis> refusalOfCluster(
      StoreReference store, List<AllowEntry> allow, Question question) {
    if (question.path().mount().isPresent()) {
      return refused(
          "%s allows no mount beside its own. Leave out `mount`, or make a store for that mount.",
          store);
    }
    String path = question.path().path();
    if (path.startsWith(ARN)) {
      return refused(
          "%s: an ARN is another name of a secret, which no pattern can judge. Give the secret's"
              + " name as path.",
          store);
    }
    if (path.contains("*") || path.contains("$(")) {
      return refused(
          "%s: a path with * or $( cannot be told from a pattern and is never allowed in a"
              + " ClusterSecretStore. Use a SecretStore for it.",
          store);
    }
    if (allow.stream().anyMatch(entry -> covers(entry, question))) {
      return Optional.empty();
    }
    return refused(
        "%s does not allow namespace %s to %s %s. Who may edit the store can add to spec.allow: %s",
        store,
        question.namespace(),
        question.action() == StoreAction.Rotate ? "rotate" : "read",
        path,
        missingEntry(question));
  }

  private static boolean covers(AllowEntry entry, Question question) {
    return allows(entry, question.action())
        && selects(entry, question.labels())
        && paths(entry).stream()
            .anyMatch(
                pattern ->
                    PathPattern.of(pattern, question.namespace()).matches(question.path().path()));
  }

  private static boolean allows(AllowEntry entry, StoreAction action) {
    return (entry.actions() == null ? DEFAULT_ACTIONS : entry.actions()).contains(action);
  }

  /** API records may lack required fields: what is not there selects nothing. */
  private static boolean selects(AllowEntry entry, Map<String, String> labels) {
    return entry.namespaces() != null
        && entry.namespaces().matchLabels() != null
        && entry.namespaces().matchLabels().entrySet().stream()
            .allMatch(wanted -> Objects.equals(labels.get(wanted.getKey()), wanted.getValue()));
  }

  private static List<String> paths(AllowEntry entry) {
    return entry.paths() == null ? List.of() : entry.paths();
  }

  /** Walks the mount too: what a mount hides in itself must not lead to the slots either. */
  private static boolean isOwnObject(SecretPath path) {
    String whole = path.mount().map(mount -> mount + "/").orElse("") + path.path();
    return Arrays.asList(whole.split("/", -1)).contains(SecretPath.RESERVED);
  }

  private static String missingEntry(Question question) {
    return "- {namespaces: {matchLabels: {kubernetes.io/metadata.name: %s}}, paths: [\"%s\"], actions: [%s]}"
        .formatted(
            question.namespace(),
            question.path().path().replace("\\", "\\\\").replace("\"", "\\\""),
            question.action() == StoreAction.Rotate ? "Read, Rotate" : "Read");
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static Optional<Diagnosis> refused(String format, Object... identifiers) {
    return Optional.of(Diagnosis.of(Reason.StoreNotAllowed, format, identifiers));
  }
}
