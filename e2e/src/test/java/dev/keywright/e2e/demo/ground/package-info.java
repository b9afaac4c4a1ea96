/** Tests of where the demo's cluster comes from. Not null-marked: JUnit fills the fields. */
package dev.keywright.e2e.demo.ground;
