package dev.keywright.e2e.install;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.launcher.build.RegistryProgram;
import dev.keywright.e2e.launcher.model.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A real registry on a free port of the loopback address. */
final class LocalRegistry implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("serving on port (\\d+)");

  private final Process process;
  private final String address;

  private LocalRegistry(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static LocalRegistry start(Path folder) {
    Path log = folder.resolve("registry.log");
    try {
      Process process =
          new ProcessBuilder(RegistryProgram.findOrBuild().toString(), "-port", "0")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Awaitility.await("registry")
          .atMost(Duration.ofSeconds(30))
          .until(() -> port(log).find() || !process.isAlive());
      Matcher port = port(log);
      if (!port.find()) {
        throw new IllegalStateException("the registry ended: " + Files.readString(log));
      }
      return new LocalRegistry(process, "localhost:" + port.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port. */
  String address() {
    return address;
  }

  /** The tags of a repository. */
  List<String> tags(String repository) {
    return StreamSupport.stream(get(repository + "/tags/list").path("tags").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** The configuration of an image. */
  JsonNode config(String repository, String tag) {
    String digest = get(repository + "/manifests/" + tag).at("/config/digest").asText();
    return get(repository + "/blobs/" + digest);
  }

  @Override
  public void close() {
    process.destroy();
  }

  private JsonNode get(String path) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://" + address + "/v2/" + path))
                  .header("Accept", "application/vnd.docker.distribution.manifest.v2+json, */*")
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return JsonFile.MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Matcher port(Path log) {
    try {
      return PORT.matcher(Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
