package dev.keywright.e2e.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where things are in the image, and how they are started there.
 *
 * <pre>
 *   /opt/keywright/bin          launchers, on PATH
 *                 /lib/app      the operator's jar, lib/ with its libraries, the AOT cache
 *                 /lib/runtime  Java
 * </pre>
 */
public final class ImageLayout {
  /** Nobody in particular: the number that distroless images use, in no range of a real system. */
  static final int UID = 65532;

  static final int HTTP_PORT = 8080;

  /** Holds the operator and its runtime. */
  static final Path HOME = Path.of("/opt/keywright");

  /** The commands of the image. An image has no shell, so {@code kubectl exec} needs programs. */
  static final List<Launcher> LAUNCHERS =
      List.of(
          new Launcher("keywright-operator", "dev.keywright.KeywrightMain"),
          new Launcher("keywright", "dev.keywright.cli.KeywrightCli"));

  private static final String JAR = "keywright-operator.jar";
  private static final String AOT_CACHE = "keywright.aot";

  private ImageLayout() {}

  /**
   * A command.
   *
   * @param name of the program
   * @param mainClass in the operator's jar
   */
  record Launcher(String name, String mainClass) {}

  static Path runtime(Path home) {
    return home.resolve("lib/runtime");
  }

  static Path jar(Path home) {
    return app(home).resolve(JAR);
  }

  /** The libraries are in {@code lib} beside the jar, where its manifest looks for them. */
  static Path libraries(Path home) {
    return app(home).resolve("lib");
  }

  static Path aotCache(Path home) {
    return app(home).resolve(AOT_CACHE);
  }

  private static Path app(Path home) {
    return home.resolve("lib/app");
  }

  /** Of the operator: no launcher in between, so that its options can be seen and added to. */
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
  public static List<String> javaOptions() {
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

  /** Of the launchers, whose work is short; their standard output is for results only. */
  static List<String> launcherOptions() {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "--sun-misc-unsafe-memory-access=allow",
        "-Xlog:disable",
        "-Xlog:all=warning:stderr",
        "-XX:AOTCache=$APPDIR/" + AOT_CACHE);
  }

  static Map<String, String> environment() {
    return Map.of("LANG", "C.UTF-8", "PATH", HOME.resolve("bin").toString());
  }
}
