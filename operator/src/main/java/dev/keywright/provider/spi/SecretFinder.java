package dev.keywright.provider.spi;

/** A store that can tell which objects it has. */
public interface SecretFinder {
  /**
   * The current objects that {@code request} asks for, each once. Bounded by the store's timeout
   * per remote call. What is listed may be gone by the time it is read.
   */
  FindResult find(FindRequest request);
}
