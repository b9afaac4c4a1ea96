package dev.keywright.e2e.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where things are in the image, and how the operator is started there. */
final class ImageLayout {
  /** Nobody in particular: the number that distroless images use, in no range of a real system. */
  static final int UID = 65532;

  static final int HTTP_PORT = 8080;

  /** Holds the operator and its runtime. */
  static final Path HOME = Path.of("/opt/keywright");

  private static final String JAR = "keywright-operator.jar";

  private ImageLayout() {}

  static Path runtime(Path home) {
    return home.resolve("runtime");
  }

  /** The libraries are in {@code lib} beside the jar, where its manifest looks for them. */
  static Path jar(Path home) {
    return home.resolve(JAR);
  }

  static Path libraries(Path home) {
    return home.resolve("lib");
  }

  static Path aotCache(Path home) {
    return home.resolve("keywright.aot");
  }

  static List<String> entrypoint() {
    List<String> entrypoint = new ArrayList<>();
    entrypoint.add(runtime(HOME).resolve("bin/java").toString());
    entrypoint.addAll(javaOptions());
    entrypoint.add("-XX:AOTCache=" + aotCache(HOME));
    entrypoint.addAll(List.of("-jar", jar(HOME).toString()));
    return List.copyOf(entrypoint);
  }

  /**
   * What docs/design/image.md gives the reasons and measurements for. The cache is made with the
   * same options: it fits no other object layout.
   */
  static List<String> javaOptions() {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-XX:MaxRAMPercentage=40",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dio.netty.allocator.numDirectArenas=1",
        "-Dio.netty.allocator.maxOrder=3");
  }

  static Map<String, String> environment() {
    return Map.of("LANG", "C.UTF-8");
  }
}
