package dev.keywright.provider.vault;

import dev.keywright.core.SecretMaterial;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A token in use.
 *
 * @param value what Vault is shown
 * @param owned whether it came from a login of ours, and so is ours to revoke
 * @param renewable whether Vault extends its life on request
 * @param lease how long it lives from {@code leasedAt} on; empty for a token that never ends
 * @param leasedAt when it was issued or last renewed, as seen here
 * @param loggedInAt when this provider got it
 */
record VaultToken(
    SecretMaterial value,
    boolean owned,
    boolean renewable,
    Optional<Duration> lease,
    Instant leasedAt,
    Instant loggedInAt) {

  /** Two thirds of the lease have passed: it should be renewed or replaced. */
  boolean isDue(Instant now) {
    return lease.filter(life -> isOver(life.multipliedBy(2).dividedBy(3), now)).isPresent();
  }

  /** Nine tenths of the lease have passed: it may be dead by the time a call arrives. */
  boolean isSpent(Instant now) {
    return lease.filter(life -> isOver(life.multipliedBy(9).dividedBy(10), now)).isPresent();
  }

  /** This token with a new lease. */
  VaultToken renewed(Duration life, Instant now) {
    return new VaultToken(value, owned, renewable, Optional.of(life), now, loggedInAt);
  }

  boolean isSameAs(VaultToken other) {
    return value.equals(other.value);
  }

  private boolean isOver(Duration time, Instant now) {
    return !now.isBefore(leasedAt.plus(time));
  }
}
