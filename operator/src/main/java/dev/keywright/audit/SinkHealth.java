package dev.keywright.audit;

/**
 * How a sink does.
 *
 * @param name the sink's name
 * @param required whether records wait for it even while it fails
 * @param failing whether its last call failed or has not answered in time
 * @param waiting lines that it does not have yet
 */
public record SinkHealth(String name, boolean required, boolean failing, int waiting) {}
