package dev.keywright.provider.spi;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import java.util.Map;

/**
 * Asks to stage new values.
 *
 * @param path the object whose properties change
 * @param run id of the run, unique per trigger, at most 63 characters of {@code [a-z0-9-]}
 * @param token a UUID in text form derived from run and attempt; the same for every repeat (AWS:
 *     ClientRequestToken, becomes the version id)
 * @param attempt counts from 1
 * @param base the version the run was planned from
 * @param properties the new values by property; the empty name means the whole value of an object
 *     that is not a JSON object
 */
public record StageRequest(
    SecretPath path,
    String run,
    String token,
    int attempt,
    SourceVersion base,
    Map<String, SecretMaterial> properties) {
  public StageRequest {
    properties = Map.copyOf(properties);
  }
}
