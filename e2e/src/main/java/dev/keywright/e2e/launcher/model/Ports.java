package dev.keywright.e2e.launcher.model;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Chooses free loopback ports below the range from which the system takes ports for outgoing
 * connections, so that a port stays free while its component is down for a restart. No port is
 * given twice. Not thread-safe.
 */
public final class Ports {
  static final int FIRST = 20_000;
  static final int LAST = 31_999;
  private static final int ATTEMPTS = 10_000;

  private final RandomGenerator random;
  private final IntPredicate isFree;
  private final Set<Integer> given = new HashSet<>();

  public Ports(RandomGenerator random, IntPredicate isFree) {
    this.random = random;
    this.isFree = isFree;
  }

  /** Chooses among the ports that can be bound on this machine. */
  public static Ports ofThisMachine() {
    return new Ports(RandomGenerator.getDefault(), Ports::canBeBound);
  }

  /** A free port. */
  public int next() {
    return next(1);
  }

  /** A free port N such that N+1 is free too; both are given. */
  public int nextPair() {
    return next(2);
  }

  private int next(int width) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int first = random.nextInt(FIRST, LAST - width + 2);
      if (areFree(first, width)) {
        for (int port = first; port < first + width; port++) {
          given.add(port);
        }
        return first;
      }
    }
    throw new LauncherFailure(
        "no free loopback port between " + FIRST + " and " + LAST + "; end what listens there");
  }

  private boolean areFree(int first, int width) {
    for (int port = first; port < first + width; port++) {
      if (given.contains(port) || !isFree.test(port)) {
        return false;
      }
    }
    return true;
  }

  static boolean canBeBound(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
