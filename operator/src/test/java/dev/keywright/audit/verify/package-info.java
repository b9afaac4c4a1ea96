@NullMarked
package dev.keywright.audit.verify;

import org.jspecify.annotations.NullMarked;
