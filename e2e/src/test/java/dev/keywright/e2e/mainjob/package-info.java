/**
 * The main job, end to end: the operator as a process on a real control plane, a real Vault and
 * moto. Not null-marked: a field that is missing is a failure of the test, and says so by itself.
 */
package dev.keywright.e2e.mainjob;
