package dev.keywright.rotation.driver.spi;

import dev.keywright.core.SecretMaterial;
import java.util.Map;

/**
 * One step of one run.
 *
 * @param run id of the run, unique per trigger, at most 63 characters of {@code [a-z0-9-]}; the
 *     same for every repeat
 * @param attempt counts from 1; another attempt has other pending values
 * @param pending the new values by property, as read from the slot
 */
public record DriverRequest(String run, int attempt, Map<String, SecretMaterial> pending) {
  public DriverRequest {
    pending = Map.copyOf(pending);
  }
}
