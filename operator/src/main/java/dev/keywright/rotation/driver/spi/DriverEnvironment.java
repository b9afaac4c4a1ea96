package dev.keywright.rotation.driver.spi;

import java.util.random.RandomGenerator;

/**
 * What a driver gets from its surroundings.
 *
 * @param random the only source of randomness for values; cryptographically strong and thread-safe
 *     outside tests
 */
public record DriverEnvironment(RandomGenerator random) {}
