package dev.keywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.audit.GeneratedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A command on a log starts fast, because it loads nothing that talks to a cluster. */
class KeywrightCliStartTest {
  @TempDir private Path folder;

  @Test
  void loadsNoClassesOfTheKubernetesClient() throws Exception {
    Path classes = folder.resolve("classes.txt");

    Process process = verify("-Xlog:class+load:file=" + classes);

    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    List<String> loaded = Files.readAllLines(classes);
    assertThat(loaded).anyMatch(line -> line.contains("dev.keywright.audit.verify.AuditVerifier"));
    assertThat(loaded)
        .noneMatch(
            line ->
                line.contains(" io.fabric8.")
                    || line.contains(" io.javaoperatorsdk.")
                    || line.contains(" software.amazon.")
                    || line.contains(" ch.qos.logback."));
  }

  /** The limit is generous, since the machine may be busy; the entry in the report is exact. */
  @Test
  void startsFast(TestReporter reporter) {
    long[] millis = IntStream.range(0, 7).mapToLong(round -> timed()).sorted().toArray();

    reporter.publishEntry(
        "keywright audit verify, start to end, ms (min/median/max)",
        millis[0] + "/" + millis[3] + "/" + millis[6]);
    assertThat(millis[0]).isLessThan(2_000);
  }

  private long timed() {
    long begin = System.nanoTime();
    try {
      assertThat(verify("-Xshare:auto").waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private Process verify(String flag) throws IOException {
    Path log = Files.write(folder.resolve("audit.log"), GeneratedLog.of(1, 50, false).bytes());
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            flag,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.keywright.cli.KeywrightCli",
            "audit",
            "verify",
            log.toString())
        .redirectErrorStream(true)
        .start();
  }
}
