package dev.keywright.e2e.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The TCP sockets on which a process waits for connections, by proc(5); Linux only. */
final class ListeningSockets {
  private static final String LISTEN = "0A";
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private ListeningSockets() {}

  /** Local addresses and ports in hexadecimal, as the kernel shows them. */
  static List<String> of(long pid) throws IOException {
    Set<String> inodes = inodes(pid);
    return Stream.concat(table(pid, "tcp"), table(pid, "tcp6"))
        .map(line -> List.of(SPACES.split(line.strip())))
        .filter(fields -> fields.get(3).equals(LISTEN) && inodes.contains(fields.get(9)))
        .map(fields -> fields.get(1))
        .toList();
  }

  static boolean isLoopback(String addressAndPort) {
    return LOOPBACK.contains(addressAndPort.substring(0, addressAndPort.indexOf(':')));
  }

  private static Stream<String> table(long pid, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "net", name)).stream().skip(1);
  }

  private static Set<String> inodes(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path descriptor : open.toList()) {
        String target = target(descriptor);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }

  /** Empty when it was closed meanwhile. */
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
