@NullMarked
package dev.keywright.cli.audit;

import org.jspecify.annotations.NullMarked;
