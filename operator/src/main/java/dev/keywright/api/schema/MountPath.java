package dev.keywright.api.schema;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Canonical path of a mount of a store, without slashes at its ends. */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Size(max = 256)
@ValidationRule(value = StorePath.SEGMENTS, message = MountPath.SEGMENTS_MESSAGE)
@ValidationRule(value = StorePath.PERCENT, message = StorePath.PERCENT_MESSAGE)
@ValidationRule(value = StorePath.CONTROL, message = StorePath.CONTROL_MESSAGE)
public @interface MountPath {
  String SEGMENTS_MESSAGE =
      "must not have a slash at its ends or an empty, \".\" or \"..\" segment: write for instance kv or team/kv";
}
