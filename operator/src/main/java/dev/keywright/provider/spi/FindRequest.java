package dev.keywright.provider.spi;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks for objects.
 *
 * @param folder only objects below it, at any depth; a canonical path without a slash at its end;
 *     empty for all
 * @param tags only objects that carry every one of these
 */
public record FindRequest(Optional<String> folder, Map<String, String> tags) {
  public FindRequest {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }
}
