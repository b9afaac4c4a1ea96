/** When a policy's value is due: schedules, requests, and the runs that follow from them. */
@NullMarked
package dev.keywright.rotation.trigger;

import org.jspecify.annotations.NullMarked;
