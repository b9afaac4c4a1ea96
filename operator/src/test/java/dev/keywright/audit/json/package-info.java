@NullMarked
package dev.keywright.audit.json;

import org.jspecify.annotations.NullMarked;
