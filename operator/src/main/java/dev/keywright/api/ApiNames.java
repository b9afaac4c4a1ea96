package dev.keywright.api;

/** Every name that Keywright reads or writes on Kubernetes objects. */
public final class ApiNames {
  public static final String GROUP = "keywright.dev";
  public static final String VERSION = "v1alpha1";
  public static final String API_VERSION = GROUP + "/" + VERSION;
  public static final String CATEGORY = "keywright";

  /** Asks for a version check of the sources now. RFC 3339, read on a SecretPolicy. */
  public static final String SYNC_REQUESTED_AT = GROUP + "/sync-requested-at";

  /** Flux's word for the same. */
  public static final String FLUX_REQUESTED_AT = "reconcile.fluxcd.io/requestedAt";

  /** Asks for a new value now. RFC 3339, read on a SecretPolicy. */
  public static final String ROTATE_REQUESTED_AT = GROUP + "/rotate-requested-at";

  /** Why a rotation was asked for; recorded. */
  public static final String ROTATE_REASON = GROUP + "/rotate-reason";

  /** Who asked, stamped by the admission policy. */
  public static final String ROTATE_REQUESTED_BY = GROUP + "/rotate-requested-by";

  /** Where {@code kubectl apply} keeps the whole object as it was applied, values included. */
  public static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** Label of everything that Keywright owns outright. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  public static final String MANAGED_BY_VALUE = "keywright";

  /** On a target: name of the policy that owns it. */
  public static final String TARGET_POLICY = GROUP + "/policy";

  /** On a target: revision of its content. */
  public static final String TARGET_REVISION = GROUP + "/revision";

  /** On a target: versions of the sources it was rendered from. */
  public static final String TARGET_VERSION = GROUP + "/version";

  /** On a target: keyed fingerprint of its content. */
  public static final String TARGET_FINGERPRINT = GROUP + "/fingerprint";

  /** On a target: why this revision was made, one of the words of {@code core.RevisionCause}. */
  public static final String TARGET_CAUSE = GROUP + "/cause";

  /** On a target: the SecretRotation whose value it holds. */
  public static final String TARGET_ROTATION = GROUP + "/rotation";

  /**
   * Prefix of the pod-template annotation that restarts a consumer; the policy's name follows, the
   * value is the revision.
   */
  public static final String CONSUMER_REVISION_PREFIX = "revision." + GROUP + "/";

  /** Label on a SecretRotation: name of its policy, cut to 63 characters. */
  public static final String ROTATION_POLICY_LABEL = GROUP + "/policy";

  /** Field manager of everything the operator writes: the first part of its User-Agent. */
  public static final String FIELD_MANAGER = "keywright";

  /**
   * Field manager of the restart annotation, apart so that nobody takes the rest of the workload
   * for ours.
   */
  public static final String MANAGER_CONSUMER = "keywright-consumer";

  /** Field manager of what a person does by CLI. */
  public static final String MANAGER_CLI = "keywright-cli";

  private ApiNames() {}
}
