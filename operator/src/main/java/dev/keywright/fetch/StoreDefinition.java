package dev.keywright.fetch;

import dev.keywright.api.v1alpha1.AllowEntry;
import dev.keywright.api.v1alpha1.StoreLimits;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.StoreReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store as its object in the cluster describes it.
 *
 * @param reference which store
 * @param uid uid of the object, so that a re-created store is another one
 * @param generation generation of its spec
 * @param provider the raw {@code spec.provider} block
 * @param limits its limits
 * @param allow who may use it; ignored for a namespaced store, which serves exactly its namespace
 * @param notReady why the last check of the store failed; empty when it is ready or was never
 *     checked
 */
public record StoreDefinition(
    StoreReference reference,
    String uid,
    long generation,
    Map<String, Object> provider,
    Optional<StoreLimits> limits,
    List<AllowEntry> allow,
    Optional<Diagnosis> notReady) {}
