package dev.keywright.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A list whose entries are told apart by some of their fields: no two entries may have the same
 * ones, and server-side apply merges entry by entry. A list without this and without {@link
 * ListSet} is atomic.
 */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ListMap {
  /** JSON names of the fields; each must be required. */
  String[] value();
}
