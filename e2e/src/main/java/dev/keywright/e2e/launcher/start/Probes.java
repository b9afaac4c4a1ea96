package dev.keywright.e2e.launcher.start;

import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.Endpoints;
import dev.keywright.e2e.launcher.model.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks a component over HTTP whether it is ready to serve. */
final class Probes implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final HttpClient http;
  private final Endpoints endpoints;

  Probes(RunDirectory run, Endpoints endpoints) {
    this.endpoints = endpoints;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
    Path authority = run.pki().resolve("ca.crt");
    if (Files.exists(authority)) {
      builder.sslContext(trusting(authority));
    }
    this.http = builder.build();
  }

  boolean isReady(Component component) {
    return answersOk(address(component));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private String address(Component component) {
    return switch (component) {
      case ETCD -> "http://127.0.0.1:" + endpoints.etcd() + "/health";
      case KUBE_APISERVER -> "https://127.0.0.1:" + endpoints.apiserver() + "/readyz";
      case KUBE_CONTROLLER_MANAGER ->
          "https://127.0.0.1:" + endpoints.controllerManager() + "/healthz";
      case KUBE_SCHEDULER -> "https://127.0.0.1:" + endpoints.scheduler() + "/healthz";
      case KWOK -> "http://127.0.0.1:" + endpoints.kwok() + "/healthz";
      case VAULT -> "http://127.0.0.1:" + endpoints.vault() + "/v1/sys/seal-status";
      case MOTO -> "http://127.0.0.1:" + endpoints.moto() + "/moto-api/";
      case TOXIPROXY -> "http://127.0.0.1:" + endpoints.toxiproxy() + "/version";
    };
  }

  private boolean answersOk(String address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static SSLContext trusting(Path authority) {
    try (InputStream pem = Files.newInputStream(authority)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
