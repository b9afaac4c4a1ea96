package dev.keywright.audit.record;

import java.util.Optional;

/**
 * What set a change off.
 *
 * @param kind what sort of trigger
 * @param key which one: the schedule slot, the request token, the version, the instant of expiry;
 *     at most 253 characters are kept
 * @param reason what the person who asked wrote; at most 256 characters are kept. Never text from a
 *     remote system
 */
public record Trigger(Kind kind, Optional<String> key, Optional<String> reason) {
  /** What sort of trigger. */
  public enum Kind {
    /** A slot of a schedule; key is its local start. */
    Schedule,
    /** The age of the value. */
    Age,
    /** Somebody asked; key is the request token. */
    Request,
    /** The store has another version; key names it. */
    UpstreamVersion,
    /** The credential runs out; key is the instant. */
    Expiry,
    /** The target was edited or deleted by somebody else. */
    Drift,
    /** The spec of the policy or store changed; key is the generation. */
    SpecChange
  }

  public Trigger {
    key = RecordText.clip(key, RecordLimits.TOKEN);
    reason = RecordText.clip(reason, RecordLimits.REASON);
  }

  /** A trigger that needs no further name. */
  public static Trigger of(Kind kind) {
    return new Trigger(kind, Optional.empty(), Optional.empty());
  }

  /** A trigger with its key. */
  public static Trigger of(Kind kind, String key) {
    return new Trigger(kind, Optional.of(key), Optional.empty());
  }

  /** A request of a person, with the reason given. */
  public static Trigger request(String token, Optional<String> reason) {
    return new Trigger(Kind.Request, Optional.of(token), reason);
  }
}
