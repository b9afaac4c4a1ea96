/** Tests of what stands before the story begins. Not null-marked: JUnit fills the fields. */
package dev.keywright.e2e.demo.stage;
