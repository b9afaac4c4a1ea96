package dev.keywright.audit.record;

/**
 * Who caused what a record tells.
 *
 * @param kind what sort of actor
 * @param username the name the API server knows, or the name of the upstream system; at most 256
 *     characters are kept
 * @param verification how sure the name is
 */
public record Actor(Kind kind, String username, Verification verification) {
  /** What sort of actor. */
  public enum Kind {
    /** A person. */
    User,
    /** An account of a program in a cluster. */
    ServiceAccount,
    /** Keywright itself, following a schedule or repairing. */
    System,
    /** The store, or somebody working in it. */
    Upstream
  }

  /** How sure the name is. */
  public enum Verification {
    /** The API server put the name there when it admitted the request. */
    Admission,
    /** The request says so; nothing proves it. */
    Claimed,
    /** No one claims anything. */
    None
  }

  /** Keywright acting by itself. */
  public static final Actor OPERATOR = new Actor(Kind.System, "keywright", Verification.None);

  public Actor {
    username = username.isEmpty() ? "unknown" : RecordText.clip(username, RecordLimits.PRINCIPAL);
  }

  /** The store as actor, for a change that arrived from there. */
  public static Actor upstream(String storeName) {
    return new Actor(Kind.Upstream, storeName, Verification.None);
  }

  /** Somebody whose name stands in a request without proof. */
  public static Actor claimed(Kind kind, String username) {
    return new Actor(kind, username, Verification.Claimed);
  }

  /** Somebody whose name the API server stamped on the request. */
  public static Actor admitted(Kind kind, String username) {
    return new Actor(kind, username, Verification.Admission);
  }
}
