package dev.keywright.e2e.bench.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * HTTP with nothing around it: text in, text out, one header that says who asks. It is the cheapest
 * way to make a call, so that a loop over it shows what the servers can do. Thread-safe.
 */
public final class BareHttp implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client;
  private final String address;
  private final String header;
  private final String credential;

  private BareHttp(HttpClient client, String address, String header, String credential) {
    this.client = client;
    this.address = address;
    this.header = header;
    this.credential = credential;
  }

  /** An answer that is not a success. The message names the call and the status, never a body. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String method, String path, int status) {
      super("%s %s is answered with %d".formatted(method, path, status));
    }
  }

  /** The API server, as the ServiceAccount whose {@code token} it is. */
  public static BareHttp apiServer(String url, String caPem, String token) {
    return new BareHttp(
        builder().sslContext(trusting(caPem)).build(), url, "Authorization", "Bearer " + token);
  }

  /** Vault, with a token. */
  public static BareHttp vault(String address, String token) {
    return new BareHttp(builder().build(), address, "X-Vault-Token", token);
  }

  public String get(String path) {
    return send("GET", path, request(path).GET().build());
  }

  public String post(String path, String json) {
    return send("POST", path, withBody(path, "POST", json, "application/json"));
  }

  public String put(String path, String json) {
    return send("PUT", path, withBody(path, "PUT", json, "application/json"));
  }

  /** A JSON merge patch, as {@code kubectl annotate} sends it. */
  public String patch(String path, String json) {
    return send("PATCH", path, withBody(path, "PATCH", json, "application/merge-patch+json"));
  }

  public String delete(String path) {
    return send("DELETE", path, request(path).DELETE().build());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpRequest withBody(String path, String method, String json, String type) {
    return request(path)
        .header("Content-Type", type)
        .method(method, BodyPublishers.ofString(json))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(TIMEOUT)
        .header(header, credential);
  }

  private String send(String method, String path, HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new Refused(method, path, response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + method + " " + path, e);
    }
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
  }

  private static SSLContext trusting(String caPem) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "ca",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII))));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the certificate authority of the API server", e);
    }
  }
}
