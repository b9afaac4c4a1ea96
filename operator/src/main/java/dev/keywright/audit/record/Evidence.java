package dev.keywright.audit.record;

import dev.keywright.core.Fingerprint;
import java.util.List;
import java.util.Optional;

/** A fact that supports what a record says. A record holds at most one of each kind. */
public sealed interface Evidence {
  /**
   * The keyed fingerprint of the content before and after. Comparable only under one key id.
   *
   * @param before empty when there was nothing
   * @param after empty when there is nothing now
   */
  record Content(Optional<Fingerprint> before, Optional<Fingerprint> after) implements Evidence {
    public Content {
      if (before.isEmpty() && after.isEmpty()) {
        throw new IllegalArgumentException("content evidence has a fingerprint");
      }
    }
  }

  /**
   * What the checks of a value said; 32 are kept.
   *
   * @param results in the order in which they ran, at least one
   */
  record Probes(List<Probe> results) implements Evidence {
    public Probes {
      requireSome(results);
      results = results.stream().limit(RecordLimits.LISTED).toList();
    }
  }

  /** One check: its name (never a command or an answer) and whether it passed. */
  record Probe(String name, boolean passed) {
    public Probe {
      name = RecordText.require(name, RecordLimits.FIELD_NAME);
    }
  }

  /**
   * How far the consumers were; 32 are kept.
   *
   * @param states at least one
   * @param omitted how many more there were
   */
  record Workloads(List<Workload> states, int omitted) implements Evidence {
    public Workloads {
      requireSome(states);
      omitted += Math.max(0, states.size() - RecordLimits.LISTED);
      states = states.stream().limit(RecordLimits.LISTED).toList();
    }
  }

  /** One consumer: how many of its pods are on the wanted version and ready, and how many exist. */
  record Workload(String kind, String name, int ready, int total) {
    public Workload {
      kind = RecordText.require(kind, RecordLimits.WORD);
      name = RecordText.require(name, RecordLimits.NAME);
      ready = Math.max(0, ready);
      total = Math.max(0, total);
    }
  }

  /** The id under which the store logged our request; joins Vault's audit log and CloudTrail. */
  record StoreRequest(String id) implements Evidence {
    public StoreRequest {
      id = RecordText.require(id, RecordLimits.VERSION);
    }
  }

  /**
   * What changed in a spec; 32 field names are kept.
   *
   * @param hash SHA-256 of the new spec as canonical JSON, 64 hexadecimal digits
   * @param fields paths of the fields that changed
   * @param omitted how many more there were
   */
  record SpecChange(String hash, List<String> fields, int omitted) implements Evidence {
    public SpecChange {
      if (!hash.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("not a SHA-256 digest");
      }
      omitted += Math.max(0, fields.size() - RecordLimits.LISTED);
      fields =
          RecordText.clip(
              fields.stream().limit(RecordLimits.LISTED).toList(), RecordLimits.FIELD_NAME);
    }
  }

  /** Who the API server says edited the object last: a field manager's name. */
  record Editor(String fieldManager) implements Evidence {
    public Editor {
      fieldManager = RecordText.require(fieldManager, RecordLimits.VERSION);
    }
  }

  /** The record that a new epoch continues from. */
  record Parent(long epoch, long seq, String hash) implements Evidence {}

  /**
   * How many records are missing.
   *
   * @param where {@code outbox}, {@code queue} or the name of a sink
   * @param firstSeq place in the chain of the first that the sink missed, if they had places
   * @param lastSeq the same of the last
   */
  record Loss(String where, long count, Optional<Long> firstSeq, Optional<Long> lastSeq)
      implements Evidence {
    public Loss {
      where = RecordText.require(where, RecordLimits.WORD);
    }
  }

  private static void requireSome(List<?> items) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("evidence without items is left out");
    }
  }
}
