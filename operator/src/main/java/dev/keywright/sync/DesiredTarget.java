package dev.keywright.sync;

import dev.keywright.core.SecretMaterial;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Secret that a policy asks for, rendered.
 *
 * @param name its name
 * @param type its type
 * @param data values by key, at most 1 MiB in all
 */
public record DesiredTarget(String name, String type, Map<String, SecretMaterial> data) {
  /** Limit of the sum of all values of a Secret, in bytes (Kubernetes: {@code MaxSecretSize}). */
  public static final int MAX_BYTES = 1024 * 1024;

  public DesiredTarget {
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
  }
}
