package dev.keywright.e2e.launcher.process;

/**
 * A component that was started.
 *
 * @param spec how it was started
 * @param identity the process, dead or alive
 */
public record ProcessRecord(LaunchSpec spec, ProcessIdentity identity) {}
