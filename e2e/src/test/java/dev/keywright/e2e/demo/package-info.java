/**
 * The demo as a person runs it. Not null-marked: a field that is missing is a failure of the test,
 * and says so by itself.
 */
package dev.keywright.e2e.demo;
