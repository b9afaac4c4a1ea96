package dev.keywright.rotation;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.rotation.driver.spi.ApplyResult;
import dev.keywright.rotation.driver.spi.DriverCapabilities;
import dev.keywright.rotation.driver.spi.DriverEnvironment;
import dev.keywright.rotation.driver.spi.DriverRequest;
import dev.keywright.rotation.driver.spi.ProbeResult;
import dev.keywright.rotation.driver.spi.RetireResult;
import dev.keywright.rotation.driver.spi.RotationDriver;
import dev.keywright.rotation.driver.spi.RotationDriverFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** A system with one user, whose password a driver sets: where a value must be applied first. */
final class TargetInMemory implements RotationDriverFactory<TargetInMemory.Settings> {
  /** No settings. */
  record Settings() {}

  static final String PROPERTY = "token";
  private final List<String> passwords = new ArrayList<>();
  private Runnable beforeApply = () -> {};
  private Optional<String> rejection = Optional.empty();
  private Optional<String> probeRejection = Optional.empty();
  private boolean isDown;
  private boolean losesReplies;
  private int retirements;

  TargetInMemory(String password) {
    passwords.add(password);
  }

  String password() {
    return passwords.getLast();
  }

  /** How often the password was set, the first one not counted. */
  int applications() {
    return passwords.size() - 1;
  }

  int retirements() {
    return retirements;
  }

  void onApply(Runnable action) {
    beforeApply = action;
  }

  /** Nothing answers. */
  void goDown() {
    isDown = true;
  }

  /** Passwords are set, but nobody hears of it. */
  void loseReplies() {
    losesReplies = true;
  }

  void recover() {
    isDown = false;
    losesReplies = false;
    rejection = Optional.empty();
    probeRejection = Optional.empty();
  }

  /** New passwords are refused. */
  void reject(String message) {
    rejection = Optional.of(message);
  }

  /** New passwords are set, and the login with them fails all the same. */
  void rejectLogins(String message) {
    probeRejection = Optional.of(message);
  }

  @Override
  public String name() {
    return "target";
  }

  @Override
  public Class<Settings> settingsType() {
    return Settings.class;
  }

  @Override
  public Optional<String> problemOf(Settings settings) {
    return Optional.empty();
  }

  @Override
  public RotationDriver open(Settings settings, DriverEnvironment environment) {
    return new Driver(environment.random());
  }

  private final class Driver implements RotationDriver {
    private final RandomGenerator random;

    private Driver(RandomGenerator random) {
      this.random = random;
    }

    @Override
    public DriverCapabilities capabilities() {
      return new DriverCapabilities(false, false, false, true, false, false, false);
    }

    @Override
    public SortedSet<String> properties() {
      return new TreeSet<>(List.of(PROPERTY));
    }

    @Override
    public Map<String, SecretMaterial> draw() {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      return Map.of(PROPERTY, SecretMaterial.ofUtf8(HexFormat.of().formatHex(bytes)));
    }

    @Override
    public ApplyResult apply(DriverRequest request) {
      if (isDown) {
        return new ApplyResult.Failed(down());
      }
      if (rejection.isPresent()) {
        return new ApplyResult.Rejected(rejection.get());
      }
      beforeApply.run();
      passwords.add(pending(request));
      return losesReplies ? new ApplyResult.Failed(down()) : new ApplyResult.Applied();
    }

    @Override
    public ProbeResult probe(DriverRequest request) {
      if (isDown) {
        return new ProbeResult.Unknown(down());
      }
      if (probeRejection.isPresent()) {
        return new ProbeResult.Rejected(probeRejection.get());
      }
      return pending(request).equals(password())
          ? new ProbeResult.Accepted()
          : new ProbeResult.Rejected("The target refuses the login.");
    }

    @Override
    public RetireResult retire(DriverRequest request) {
      if (isDown) {
        return new RetireResult.Failed(down());
      }
      retirements++;
      return new RetireResult.Retired();
    }

    private static String pending(DriverRequest request) {
      SecretMaterial value = request.pending().get(PROPERTY);
      return value == null ? "" : value.revealUtf8();
    }

    private static ProviderFailure down() {
      return ProviderFailure.of(FailureKind.UNAVAILABLE, "The target does not answer.");
    }
  }
}
