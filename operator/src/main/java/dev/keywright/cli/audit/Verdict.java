package dev.keywright.cli.audit;

import dev.keywright.audit.verify.Verification;
import java.util.Optional;

/**
 * What a check of a log found.
 *
 * @param found the log itself
 * @param evidence the checkpoints that it was held against, when some were given
 */
record Verdict(Verification found, Optional<Witnesses.Evidence> evidence) {
  /** Whether every checkpoint that was given can be believed, if any was. */
  boolean isAnchoredAsAsked() {
    return evidence.isEmpty()
        || (evidence.get().rejected() == 0 && found.anchoring().anchoredTo() > 0);
  }
}
