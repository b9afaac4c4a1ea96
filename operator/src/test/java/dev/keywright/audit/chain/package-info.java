@NullMarked
package dev.keywright.audit.chain;

import org.jspecify.annotations.NullMarked;
