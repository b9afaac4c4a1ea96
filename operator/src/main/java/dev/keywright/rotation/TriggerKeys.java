package dev.keywright.rotation;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * The keys of what can cause a run: {@code slot:<local start>} and {@code request:<token>}. Pure.
 */
public final class TriggerKeys {
  private static final String SLOT = "slot:";
  private static final String REQUEST = "request:";

  private TriggerKeys() {}

  /** A slot of a schedule, named by its local start. */
  public static String slot(LocalDateTime start) {
    return SLOT + start;
  }

  /** An instant at which a value has had its time. */
  public static String due(Instant due) {
    return SLOT + due;
  }

  /** A request by annotation, or a SecretRotation of that name. */
  public static String request(String token) {
    return REQUEST + token;
  }

  /** Whether {@code key} is a slot. */
  public static boolean isSlot(String key) {
    return key.startsWith(SLOT);
  }

  /** Whether {@code key} is a request. */
  public static boolean isRequest(String key) {
    return key.startsWith(REQUEST);
  }
}
