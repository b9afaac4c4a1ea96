package dev.keywright.provider.spi;

import dev.keywright.core.SecretMaterial;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a store keeps under one path. */
public sealed interface SecretContent {
  /**
   * A JSON object, as the store returned it: numbers, booleans and nesting are kept.
   *
   * @param json UTF-8 text of one JSON object
   */
  record Document(SecretMaterial json) implements SecretContent {}

  /**
   * One value of any bytes. When it happens to be a JSON object, properties of it can be addressed
   * all the same.
   *
   * @param value the bytes
   */
  record Blob(SecretMaterial value) implements SecretContent {}

  /**
   * Named byte values without nesting (a Kubernetes Secret).
   *
   * @param values by key
   */
  record Fields(Map<String, SecretMaterial> values) implements SecretContent {
    public Fields {
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
  }

  /**
   * Several objects that were found together. No provider returns one.
   *
   * @param members by the name that the finding gave each, not groups themselves
   */
  record Group(Map<String, SecretContent> members) implements SecretContent {
    public Group {
      members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }
  }
}
