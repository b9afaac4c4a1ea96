/** Tests of how the steps are told. Not null-marked: most of a stage is of no interest here. */
package dev.keywright.e2e.demo.story;
