package dev.keywright.e2e.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image's command in the conditions of a restricted container: its own file system, read-only,
 * as the image's user, without capabilities, with the ServiceAccount's files where a kubelet puts
 * them. The network is the machine's. The process is the one that is started, so signals reach it.
 */
final class BareContainer implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("Keywright is starting.*port=\"?(\\d+)");
  private static final String ACCOUNT = "var/run/secrets/kubernetes.io/serviceaccount";

  /**
   * $1: the file system, $2: the ServiceAccount's files, $3: uid:gid, $4: where this machine's
   * programs are, then the command, which chroot looks up on the image's PATH.
   */
  private static final String SCRIPT =
      """
      set -e
      root=$1; account=$2; user=$3; own=$PATH; PATH=$4; shift 4
      mount --bind "$root" "$root"
      mount -t proc proc "$root/proc"
      mount --rbind /dev "$root/dev"
      mount --bind "$account" "$root/%s"
      mount -o remount,bind,ro "$root"
      chroot=$(command -v chroot); PATH=$own
      exec "$chroot" --userspec="$user" --groups= "$root" "$@"
      """
          .formatted(ACCOUNT);

  private static final List<String> OWN_MOUNTS =
      List.of("unshare", "--mount", "--propagation", "private");

  private final Process process;
  private final Path log;

  private BareContainer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Why this machine cannot run one; empty when it can. */
  static Optional<String> refusal() {
    List<String> probe = new ArrayList<>(OWN_MOUNTS);
    probe.addAll(List.of("chroot", "--userspec=65532:65532", "--groups=", "/", "true"));
    return MachineQuery.output(probe).isPresent()
        ? Optional.empty()
        : Optional.of(
            "the image is not run: unshare and chroot are refused here (they need root, outside of a restricted container)");
  }

  /**
   * Starts it.
   *
   * @param account a folder with token, ca.crt and namespace
   * @param environment beside the image's own
   */
  static BareContainer start(
      UnpackedImage image,
      Path account,
      Map<String, String> environment,
      List<String> arguments,
      Path log) {
    List<String> command = new ArrayList<>(image.entrypoint());
    command.addAll(arguments);
    ProcessBuilder builder =
        inside(image, account, command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new BareContainer(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What another command of the image prints, as {@code kubectl exec} shows it. */
  static String output(UnpackedImage image, Path account, List<String> command) {
    try {
      Process process = inside(image, account, command).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessBuilder inside(UnpackedImage image, Path account, List<String> command) {
    List<String> all = new ArrayList<>(OWN_MOUNTS);
    all.addAll(List.of("/bin/sh", "-c", SCRIPT, "sh", image.root().toString(), account.toString()));
    all.add(image.config().at("/config/User").asText());
    all.add(System.getenv().getOrDefault("PATH", ""));
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().clear();
    image.environment().stream()
        .map(entry -> entry.split("=", 2))
        .forEach(entry -> builder.environment().put(entry[0], entry[1]));
    try {
      for (String folder : List.of("proc", "dev", ACCOUNT)) {
        Files.createDirectories(image.root().resolve(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return builder;
  }

  String log() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Processor time since its start. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** A file that the kernel has about the process, for example {@code status}. */
  String kernelFile(String name) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether {@code /readyz} says so. */
  boolean isReady() {
    Matcher port = PORT.matcher(log());
    if (!port.find()) {
      return false;
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/readyz"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Asks it to stop, as a kubelet does. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
