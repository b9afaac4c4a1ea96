/** What tests on real components need from JUnit. */
@NullMarked
package dev.keywright.e2e.junit;

import org.jspecify.annotations.NullMarked;
