package dev.keywright.contract;

import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.SecretProvider;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A store as the contract needs it: what a person or another program does to it, not Keywright. */
public interface StoreUnderTest {
  /** Part of every value the contract stores. Must show up nowhere else. */
  String CANARY = "cAnArY-9f3c71";

  /** The {@code timeout} that every provider under test is opened with. */
  Duration TIMEOUT = Duration.ofSeconds(2);

  /** A new provider whose identity may do everything the contract does. */
  SecretProvider open();

  /**
   * A new provider with a known identity that may not touch the contract's paths; empty if none can
   * be had.
   */
  Optional<SecretProvider> openWithoutRights();

  /** A new provider whose identity the store refuses; empty if none can be had. */
  Optional<SecretProvider> openWithWrongIdentity();

  /** A path nobody has used before, for an object called {@code name}. */
  SecretPath freshPath(String name);

  /**
   * Makes a new version of the object, or the object.
   *
   * @return the version as the provider must name it; empty where only a read can tell
   */
  Optional<SourceVersion> put(SecretPath path, Map<String, String> properties);

  /** Deletes the object the way its owner would. */
  void remove(SecretPath path);

  /**
   * Gives the object these tags.
   *
   * @return whether the store has tags
   */
  default boolean tag(SecretPath path, Map<String, String> tags) {
    return false;
  }

  /** From now on this is wrong between the store and every provider opened here. */
  void set(Trouble trouble);

  /** The troubles that {@link #set} can make. */
  default Set<Trouble> possibleTroubles() {
    return EnumSet.allOf(Trouble.class);
  }

  /**
   * How many logins made by providers opened here are still valid; empty if there are no logins.
   */
  default OptionalInt liveLogins() {
    return OptionalInt.empty();
  }

  /** Whether old versions can be read by their name. */
  default boolean keepsVersions() {
    return true;
  }

  /**
   * A version that is newer than {@code current} and does not exist yet; empty if nobody can tell.
   */
  default Optional<SourceVersion> notYet(SourceVersion current) {
    return Optional.empty();
  }
}
