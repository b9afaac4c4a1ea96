package dev.keywright.provider.vault;

import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one login of a provider, shared by all its threads.
 *
 * <pre>
 *   (none) ──login──► in use ──2/3 of its life──► renewed, or replaced by a new login
 *      ▲                 │ 403: looked up; dead, or older than a minute ──► new login, call repeated once
 *      └──login refused──┘ close: revoked, if it came from a login of ours
 * </pre>
 *
 * Logging in, renewing and looking up happen in one thread at a time; the others go on with the
 * token they have, or wait for the outcome and share it, a refusal included. A token that is
 * replaced is revoked. Thread-safe.
 */
final class VaultSession implements AutoCloseable {
  /** A younger token knows the policies its role has now: a 403 for it is about the path. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private static final VaultRequest RENEW =
      VaultRequest.write("auth/token/renew-self", new JsonObject());
  private static final VaultRequest REVOKE =
      VaultRequest.write("auth/token/revoke-self", new JsonObject());
  private static final VaultLogin CLOSED =
      new VaultLogin.Refused(
          ProviderFailure.of(
              FailureKind.UNAVAILABLE, "the store was closed; it is opened again at the next use"));
  private static final VaultLogin BUSY =
      new VaultLogin.Refused(
          ProviderFailure.of(
              FailureKind.UNAVAILABLE,
              "the login to Vault did not end in time; it is tried again"));

  private final VaultGateway gateway;
  private final LoginMethod method;
  private final InstantSource clock;
  private final Duration timeout;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable VaultToken token;
  private volatile boolean closed;
  private final AtomicInteger attempts = new AtomicInteger();
  private Instant renewNotBefore = Instant.MIN;
  private VaultLogin lastRefusal = CLOSED;

  /**
   * @param timeout bound of giving the login back
   */
  VaultSession(VaultGateway gateway, LoginMethod method, InstantSource clock, Duration timeout) {
    this.gateway = gateway;
    this.method = method;
    this.clock = clock;
    this.timeout = timeout;
  }

  /** Sends {@code request} as the logged-in identity. */
  VaultAnswer call(VaultRequest request, Deadline deadline) {
    return switch (current(deadline)) {
      case VaultLogin.Refused(ProviderFailure failure) -> new VaultAnswer.Failed(failure);
      case VaultLogin.In(VaultToken used) -> call(used, request, deadline);
    };
  }

  /** Who we are. */
  String identity(TokenDescription description) {
    String policies =
        description.policies().isEmpty() ? "none" : String.join(", ", description.policies());
    return method.identity(description) + " (policies: " + policies + ")";
  }

  /** What to say of a success that is not of the documented form. */
  ProviderFailure garbled() {
    return gateway.garbled();
  }

  @Override
  public void close() {
    closed = true;
    boolean interrupted = Thread.interrupted(); // the token must go even when the thread is to stop
    lock.lock(); // a login under way ends by its own deadline
    try {
      VaultToken last = token;
      token = null;
      if (last != null) {
        revoke(last, Deadline.in(timeout));
      }
    } finally {
      lock.unlock();
      gateway.transport().close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private VaultAnswer call(VaultToken used, VaultRequest request, Deadline deadline) {
    VaultAnswer answer = send(used, request, deadline);
    if (!isDenied(answer)) {
      return answer;
    }
    return switch (locked(deadline, () -> afterDenial(used, deadline))) {
      case VaultLogin.In(VaultToken other) when !other.isSameAs(used) ->
          send(other, request, deadline);
      case VaultLogin.In same -> answer;
      case VaultLogin.Refused(ProviderFailure failure) -> new VaultAnswer.Failed(failure);
    };
  }

  private VaultLogin current(Deadline deadline) {
    VaultToken present = token;
    Instant now = clock.instant();
    if (present == null || present.isSpent(now) || closed) {
      int seen = attempts.get();
      return locked(deadline, () -> enter(seen, deadline));
    }
    if (present.isDue(now) && lock.tryLock()) {
      try {
        refresh(deadline);
      } finally {
        lock.unlock();
      }
    }
    VaultToken latest = token;
    return new VaultLogin.In(latest == null ? present : latest);
  }

  /** A step that is taken by one thread at a time and needs the lock. */
  private interface Step {
    VaultLogin take();
  }

  private VaultLogin locked(Deadline deadline, Step step) {
    try {
      if (!lock.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
        return BUSY;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BUSY;
    }
    try {
      return closed ? CLOSED : step.take();
    } finally {
      lock.unlock();
    }
  }

  /** Logs in, unless another thread did while this one waited, or was refused. */
  private VaultLogin enter(int attemptsSeen, Deadline deadline) {
    VaultToken present = token;
    if (present != null && !present.isSpent(clock.instant())) {
      return new VaultLogin.In(present);
    }
    return attempts.get() == attemptsSeen ? logIn(deadline) : lastRefusal;
  }

  private VaultLogin logIn(Deadline deadline) {
    VaultToken before = token;
    VaultLogin login = method.login(gateway, deadline);
    attempts.incrementAndGet();
    switch (login) {
      case VaultLogin.In(VaultToken fresh) -> {
        token = fresh;
        renewNotBefore = Instant.MIN;
        if (before != null && !before.isSameAs(fresh)) {
          revoke(before, deadline);
        }
      }
      case VaultLogin.Refused refused -> lastRefusal = refused;
    }
    return login;
  }

  private void refresh(Deadline deadline) {
    Instant now = clock.instant();
    VaultToken present = token;
    if (closed || present == null || !present.isDue(now) || now.isBefore(renewNotBefore)) {
      return;
    }
    Renewal renewal = present.renewable() ? renew(present, deadline) : new Renewal.Never();
    renewNotBefore = now.plus(present.lease().orElse(YOUNG).dividedBy(20));
    switch (renewal) {
      case Renewal.Extended(Duration life) -> token = present.renewed(life, clock.instant());
      case Renewal.Unknown() -> {}
      case Renewal.Never() -> {
        if (present.owned()) {
          logIn(deadline);
        }
      }
    }
  }

  /** What came of asking for more life. */
  private sealed interface Renewal {
    /** It lives that long from now on. */
    record Extended(Duration life) implements Renewal {}

    /** Vault does not extend it. */
    record Never() implements Renewal {}

    /** No answer; ask again later. */
    record Unknown() implements Renewal {}
  }

  private Renewal renew(VaultToken present, Deadline deadline) {
    VaultAnswer answer = send(present, RENEW, deadline);
    return switch (answer) {
      case VaultAnswer.Success(JsonObject body) ->
          VaultJson.object(body, "auth")
              .flatMap(auth -> VaultJson.seconds(auth.get("lease_duration")))
              .<Renewal>map(Renewal.Extended::new)
              .orElseGet(Renewal.Unknown::new);
      case VaultAnswer.NotTaken not -> new Renewal.Never();
      case VaultAnswer.NotThere there -> new Renewal.Never();
      case VaultAnswer.Failed failed ->
          isDenied(failed) ? new Renewal.Never() : new Renewal.Unknown();
    };
  }

  private VaultLogin afterDenial(VaultToken used, Deadline deadline) {
    VaultToken present = token;
    if (present != null && !present.isSameAs(used)) {
      return new VaultLogin.In(present);
    }
    VaultAnswer lookup = send(used, TokenDescription.REQUEST, deadline);
    if (isDenied(lookup)) {
      token = null;
      return logIn(deadline);
    }
    boolean isYoung = clock.instant().isBefore(used.loggedInAt().plus(YOUNG));
    if (isYoung || !(lookup instanceof VaultAnswer.Success)) {
      return new VaultLogin.In(used);
    }
    return logIn(deadline) instanceof VaultLogin.In(VaultToken fresh)
        ? new VaultLogin.In(fresh)
        : new VaultLogin.In(used);
  }

  private void revoke(VaultToken last, Deadline deadline) {
    if (last.owned()) {
      send(last, REVOKE, deadline);
    }
  }

  private VaultAnswer send(VaultToken with, VaultRequest request, Deadline deadline) {
    return gateway.send(Optional.of(with.value()), request, deadline);
  }

  private static boolean isDenied(VaultAnswer answer) {
    return answer instanceof VaultAnswer.Failed(ProviderFailure failure)
        && failure.kind() == FailureKind.DENIED;
  }
}
