/** What the launcher knows about a run: its components, ports, files and addresses. Data only. */
@NullMarked
package dev.keywright.e2e.launcher.model;

import org.jspecify.annotations.NullMarked;
