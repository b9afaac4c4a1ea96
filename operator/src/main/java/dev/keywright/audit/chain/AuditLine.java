package dev.keywright.audit.chain;

import dev.keywright.audit.record.ChainPosition;

/**
 * A record on its way to the sinks.
 *
 * @param position its place in the chain
 * @param json the record as canonical JSON, one line without its end
 */
public record AuditLine(ChainPosition position, String json) {}
