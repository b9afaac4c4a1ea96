package dev.keywright.sync;

import dev.keywright.core.Fingerprint;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import java.time.Instant;
import java.util.Optional;

/**
 * The target as it stands in the cluster.
 *
 * @param name its name
 * @param uid its uid
 * @param resourceVersion what an update must name
 * @param type its type
 * @param immutable whether its data can no longer change
 * @param content fingerprint of the data that it really holds
 * @param evidence what our last write said of itself; empty when that is lost
 * @param owner who it belongs to
 * @param markersIntact whether label, owner reference and the annotation that names the policy are
 *     as we write them
 * @param writtenAt when the API server took our last write of it, by its own clock and cut to whole
 *     seconds; empty when it does not say
 * @param editor the field manager that the API server names for the last edit, when that was not
 *     ours
 */
public record LiveTarget(
    String name,
    String uid,
    String resourceVersion,
    String type,
    boolean immutable,
    Fingerprint content,
    Optional<Evidence> evidence,
    Owner owner,
    boolean markersIntact,
    Optional<Instant> writtenAt,
    Optional<String> editor) {

  /** Who a Secret belongs to. */
  public sealed interface Owner {
    /** This policy. */
    record Us() implements Owner {}

    /**
     * Somebody else, or nobody.
     *
     * @param description for people, for instance {@code secpol/other} or {@code nobody}
     */
    record Foreign(String description) implements Owner {}
  }

  /**
   * The annotations of our last write.
   *
   * @param revision its revision
   * @param cause why that revision was made
   * @param fingerprint of the data it wrote
   * @param version versions of the sources
   */
  public record Evidence(
      Revision revision, RevisionCause cause, Fingerprint fingerprint, String version) {}

  /** Whether data and markers are what our last write left. */
  public boolean isIntact() {
    return markersIntact && isSigned();
  }

  /** Whether the data is what the evidence says; only our key can make the two agree. */
  boolean isSigned() {
    return evidence.filter(ours -> ours.fingerprint().equals(content)).isPresent();
  }

  /** The revision that the evidence names. */
  Optional<Revision> revision() {
    return evidence.map(Evidence::revision);
  }
}
