/**
 * Operating system processes: started in their own session, recorded by pid and start time, ended
 * by record.
 */
@NullMarked
package dev.keywright.e2e.launcher.process;

import org.jspecify.annotations.NullMarked;
