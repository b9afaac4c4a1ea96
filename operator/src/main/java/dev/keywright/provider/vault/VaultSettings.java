package dev.keywright.provider.vault;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.keywright.provider.spi.ConfigMapKeyReference;
import dev.keywright.provider.spi.SecretKeyReference;
import dev.keywright.provider.spi.ServiceAccountReference;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The block {@code spec.provider.vault} of a store. */
@JsonClassDescription(
    "A KV secrets engine of Vault or OpenBao. Example: {address: https://vault.vault.svc:8200, mount: kv, auth: {kubernetes: {role: shop, serviceAccountRef: {name: orders}}}}.")
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "!has(self.auth) || !has(self.auth.cert) || has(self.clientTls)",
    message =
        "auth.cert must have clientTls beside auth: the certificate to log in with, for instance clientTls: {secretRef: {name: vault-client}}")
public record VaultSettings(
    @Required
        @Size(max = 512)
        @ValidationRule(
            value = "self.matches('^https?://[^/?#@[:space:]]+(/[^?#[:space:]]*)?$')",
            message =
                "must be https:// or http:// with a host and, where needed, a port and a path: write for instance https://vault.vault.svc:8200")
        @JsonPropertyDescription(
            "Where Vault listens: https:// (or http://, which sends tokens and values in the clear), host and port. Default: none, it must be set. Example: https://vault.vault.svc:8200.")
        String address,
    @JsonPropertyDescription(
            "Mount of the KV secrets engine, without slashes at its ends. Default: secret. Example: kv or teams/shop/kv.")
        @VaultMount
        @Nullable String mount,
    @Min(1)
        @Max(2)
        @JsonPropertyDescription(
            "Version of the KV secrets engine at the mount: 1 or 2. Values can only be rotated in version 2. Default: 2. Example: 1.")
        @Nullable Integer kvVersion,
    @Size(min = 1, max = 256)
        @ValidationRule(
            value = "!self.matches('^/|//|[[:cntrl:]]')",
            message =
                "must not start with a slash or have an empty segment or a control character: write for instance team-a or org/team-a")
        @JsonPropertyDescription(
            "Vault namespace (Vault Enterprise, HCP, OpenBao). Default: none. Example: team-a or org/team-a.")
        @Nullable String namespace,
    @JsonPropertyDescription(
            "The certificate authorities that Vault's certificate is checked against, and no others. Default: those of the operator's Java runtime. Example: {configMapRef: {name: vault-ca, key: ca.crt}}.")
        @Nullable CaBundle ca,
    @JsonPropertyDescription(
            "The certificate that the operator shows to Vault, for auth.cert and for listeners that ask for one. Default: none. Example: {secretRef: {name: vault-client}}.")
        @Nullable ClientTls clientTls,
    @Required
        @JsonPropertyDescription(
            "How the operator logs in, exactly one way. Default: none, it must be set. Example: {kubernetes: {role: shop, serviceAccountRef: {name: orders}}}.")
        Auth auth) {

  /** Where the certificates come from. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(
      value =
          "[has(self.inline), has(self.configMapRef), has(self.secretRef)].filter(x, x).size() == 1",
      message =
          "ca must have exactly one of inline, configMapRef and secretRef; keep one and remove the others")
  public record CaBundle(
      @Size(min = 1, max = 65536)
          @JsonPropertyDescription(
              "PEM text of one or more certificates. Default: none. Example: the lines from BEGIN CERTIFICATE to END CERTIFICATE.")
          @Nullable String inline,
      @JsonPropertyDescription(
              "Key of a ConfigMap that holds PEM certificates. Default: none. Example: {name: vault-ca, key: ca.crt}.")
          @Nullable ConfigMapKeyReference configMapRef,
      @JsonPropertyDescription(
              "Key of a Secret that holds PEM certificates. Default: none. Example: {name: vault-tls, key: ca.crt}.")
          @Nullable SecretKeyReference secretRef) {}

  /** The ways to log in. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(
      value =
          "[has(self.token), has(self.kubernetes), has(self.jwt), has(self.appRole), has(self.cert), has(self.userPass), has(self.ldap)].filter(x, x).size() == 1",
      message =
          "auth must have exactly one of token, kubernetes, jwt, appRole, cert, userPass and ldap; keep one and remove the others")
  public record Auth(
      @JsonPropertyDescription(
              "A Vault token kept in a Secret. It is renewed when it can be, and never revoked. Default: none. Example: {secretRef: {name: vault-token, key: token}}.")
          @Nullable TokenAuth token,
      @JsonPropertyDescription(
              "Vault's kubernetes auth method: a ServiceAccount token that Vault has the API server review. Default: none. Example: {role: shop, serviceAccountRef: {name: orders}}.")
          @Nullable KubernetesAuth kubernetes,
      @JsonPropertyDescription(
              "Vault's jwt auth method: a ServiceAccount token whose signature Vault checks itself. Default: none. Example: {role: shop, serviceAccountRef: {name: orders}}.")
          @Nullable JwtAuth jwt,
      @JsonPropertyDescription(
              "Vault's approle auth method: a role id and a secret id kept in a Secret. Default: none. Example: {roleId: shop, secretIdRef: {name: vault-approle, key: secret-id}}.")
          @Nullable AppRoleAuth appRole,
      @JsonPropertyDescription(
              "Vault's cert auth method: the certificate of clientTls. Default: none. Example: {role: shop}.")
          @Nullable CertAuth cert,
      @JsonPropertyDescription(
              "Vault's userpass auth method. Default: none. Example: {username: shop-reader, passwordRef: {name: vault-login, key: password}}.")
          @Nullable PasswordAuth userPass,
      @JsonPropertyDescription(
              "Vault's ldap auth method. Default: none. Example: {username: shop-reader, passwordRef: {name: vault-login, key: password}}.")
          @Nullable PasswordAuth ldap) {

    /** Login by a given token. */
    public static Auth byToken(TokenAuth token) {
      return new Auth(token, null, null, null, null, null, null);
    }

    /** Login by the method {@code kubernetes}. */
    public static Auth byKubernetes(KubernetesAuth kubernetes) {
      return new Auth(null, kubernetes, null, null, null, null, null);
    }

    /** Login by the method {@code jwt}. */
    public static Auth byJwt(JwtAuth jwt) {
      return new Auth(null, null, jwt, null, null, null, null);
    }

    /** Login by a role id and a secret id. */
    public static Auth byAppRole(AppRoleAuth appRole) {
      return new Auth(null, null, null, appRole, null, null, null);
    }

    /** Login by the certificate of the connection. */
    public static Auth byCertificate(CertAuth cert) {
      return new Auth(null, null, null, null, cert, null, null);
    }

    /** Login by a name and a password that Vault keeps itself. */
    public static Auth byUserPass(PasswordAuth userPass) {
      return new Auth(null, null, null, null, null, userPass, null);
    }

    /** Login by a name and a password that a directory keeps. */
    public static Auth byLdap(PasswordAuth ldap) {
      return new Auth(null, null, null, null, null, null, ldap);
    }
  }

  /** A given token. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record TokenAuth(
      @Required
          @JsonPropertyDescription(
              "Key of the Secret that holds the token. Default: none, it must be set. Example: {name: vault-token, key: token}.")
          SecretKeyReference secretRef) {}

  /** Auth method {@code kubernetes}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record KubernetesAuth(
      @Required
          @Size(min = 1, max = 256)
          @JsonPropertyDescription(
              "Role of the auth method. Default: none, it must be set. Example: shop.")
          String role,
      @JsonPropertyDescription(
              "Mount of the auth method, without auth/ before it. Default: kubernetes. Example: clusters/east.")
          @VaultMount
          @Nullable String mount,
      @Required
          @JsonPropertyDescription(
              "The ServiceAccount whose short-lived token is shown to Vault. Default: none, it must be set. Example: {name: orders}.")
          ServiceAccountReference serviceAccountRef,
      @Size(min = 1, max = 8)
          @JsonPropertyDescription(
              "Audiences of that token; the role's audience must be one of them. Default: [vault]. Example: [vault].")
          @Nullable List<@Size(min = 1, max = 256) String> audiences) {}

  /** Auth method {@code jwt}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record JwtAuth(
      @Required
          @Size(min = 1, max = 256)
          @JsonPropertyDescription(
              "Role of the auth method. Default: none, it must be set. Example: shop.")
          String role,
      @JsonPropertyDescription(
              "Mount of the auth method, without auth/ before it. Default: jwt. Example: clusters/east.")
          @VaultMount
          @Nullable String mount,
      @Required
          @JsonPropertyDescription(
              "The ServiceAccount whose short-lived token is shown to Vault. Default: none, it must be set. Example: {name: orders}.")
          ServiceAccountReference serviceAccountRef,
      @Size(min = 1, max = 8)
          @JsonPropertyDescription(
              "Audiences of that token; the role's bound_audiences must name one of them. Default: [vault]. Example: [vault].")
          @Nullable List<@Size(min = 1, max = 256) String> audiences) {}
}
