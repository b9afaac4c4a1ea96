package dev.keywright.e2e.launcher.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PortsTest {
  @Test
  void noPortIsGivenTwiceAndPairsLieSideBySide() {
    Ports ports = new Ports(new Random(7), port -> port < Ports.FIRST + 60);
    Set<Integer> given = new HashSet<>();

    for (int i = 0; i < 15; i++) {
      int first = ports.nextPair();
      assertThat(given.add(first)).isTrue();
      assertThat(given.add(first + 1)).isTrue();
      assertThat(given.add(ports.next())).isTrue();
    }

    assertThat(given).allMatch(port -> port >= Ports.FIRST && port < Ports.FIRST + 60);
  }

  @Test
  void pairNeedsBothPortsFree() {
    Ports ports = new Ports(new Random(7), port -> port % 2 == 0);

    assertThatThrownBy(ports::nextPair)
        .isInstanceOf(LauncherFailure.class)
        .hasMessage("no free loopback port between 20000 and 31999; end what listens there");
  }

  @Test
  void portThatSomebodyListensOnIsNotGiven() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.canBeBound(socket.getLocalPort())).isFalse();
    }
  }
}
