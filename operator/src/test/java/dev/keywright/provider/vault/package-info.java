@NullMarked
package dev.keywright.provider.vault;

import org.jspecify.annotations.NullMarked;
