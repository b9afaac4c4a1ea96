package dev.keywright.e2e.demo.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.keywright.e2e.launcher.model.JsonFile;
import dev.keywright.e2e.launcher.model.RunFacts.Moto;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The demo's AWS Secrets Manager, played by moto: one secret. Moto takes any access key; the demo
 * makes one up.
 */
public final class DemoAws implements AutoCloseable {
  /** Name of the secret. */
  public static final String NAME = "shop/partner";

  /** Property of the secret. */
  public static final String KEY = "partner-key";

  private final Moto moto;
  private final String accessKeyId = "AKIADEMODEMODEMODEMO";
  private final String secretAccessKey;
  private final SecretsManagerClient client;
  private final RandomValues values = new RandomValues();

  public DemoAws(Moto moto) {
    this.moto = moto;
    this.secretAccessKey = values.next("");
    this.client =
        SecretsManagerClient.builder()
            .endpointOverride(URI.create(moto.endpoint()))
            .region(Region.of(moto.region()))
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(accessKeyId, secretAccessKey)))
            .build();
  }

  /** Writes the first value. */
  public void prepare() {
    String json = "{\"%s\":\"%s\"}".formatted(KEY, values.next("ptn_"));
    client.createSecret(request -> request.name(NAME).secretString(json));
  }

  /** A property of the current version. */
  public String value(String property) {
    String json =
        client
            .getSecretValue(request -> request.secretId(NAME).versionStage("AWSCURRENT"))
            .secretString();
    try {
      return JsonFile.MAPPER.readTree(json).path(property).asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the demo wrote JSON", e);
    }
  }

  public String endpoint() {
    return moto.endpoint();
  }

  public String region() {
    return moto.region();
  }

  public String accessKeyId() {
    return accessKeyId;
  }

  /** The secret half of the access key; belongs in a Secret and nowhere else. */
  public String secretAccessKey() {
    return secretAccessKey;
  }

  @Override
  public void close() {
    client.close();
  }
}
