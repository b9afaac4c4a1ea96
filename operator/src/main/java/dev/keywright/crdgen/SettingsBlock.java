package dev.keywright.crdgen;

import com.fasterxml.jackson.annotation.JsonClassDescription;

/**
 * One of the blocks of which a spec must hold exactly one, such as {@code spec.provider.vault}.
 *
 * @param name of the block, also a JSON name
 * @param settings record with the fields of the block; its {@link JsonClassDescription} describes
 *     the block
 */
record SettingsBlock(String name, Class<? extends Record> settings) {
  /** What the block is for, in a sentence or two. */
  String description() {
    JsonClassDescription description = settings.getAnnotation(JsonClassDescription.class);
    return description == null ? "Settings of " + name + "." : description.value();
  }
}
