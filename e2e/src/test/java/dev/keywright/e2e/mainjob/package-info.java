/**
 * The main job, end to end: the operator as a process on a real control plane, a real Vault and
 * moto.
 */
@NullMarked
package dev.keywright.e2e.mainjob;

import org.jspecify.annotations.NullMarked;
