package dev.keywright.provider.aws;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * Roles taken one after the other (STS AssumeRole), the first with another login's credentials. The
 * sessions in between are not kept: AWS ends a chained session after an hour at most. Thread-safe.
 */
final class RoleChainLogin implements AwsLogin {
  private static final String CALL = "sts:AssumeRole";

  private final AwsLogin first;
  private final List<AwsAssumedRole> roles;
  private final AwsClientBuild clients;
  private final SessionCredentials session;

  /**
   * @param roles at least one
   */
  RoleChainLogin(
      AwsLogin first, List<AwsAssumedRole> roles, AwsClientBuild clients, InstantSource clock) {
    this.first = first;
    this.roles = List.copyOf(roles);
    this.clients = clients;
    this.session = new SessionCredentials(this::assumeAll, clock);
  }

  @Override
  public AwsCredentials credentials() {
    return session.get();
  }

  @Override
  public void refused(AwsCredentials credentials) {
    session.forget(credentials);
  }

  @Override
  public void close() {
    first.close();
  }

  private SessionCredentials.Session assumeAll() {
    AwsCredentials before = first.credentials();
    try {
      return assumeFrom(before);
    } catch (AwsCallFailed e) {
      if (!e.problem().isAboutIdentity()) {
        throw e;
      }
      first.refused(before);
      return assumeFrom(first.credentials());
    }
  }

  private SessionCredentials.Session assumeFrom(AwsCredentials start) {
    SessionCredentials.Session last = assume(roles.getFirst(), start);
    for (AwsAssumedRole role : roles.subList(1, roles.size())) {
      last = assume(role, last.credentials());
    }
    return last;
  }

  private SessionCredentials.Session assume(AwsAssumedRole role, AwsCredentials as) {
    return AssumedRoles.session(
        CALL,
        () -> refusal(role),
        () -> {
          try (StsClient sts = clients.sts(StaticCredentialsProvider.create(as))) {
            return sts.assumeRole(requestOf(role)).credentials();
          }
        });
  }

  private static AssumeRoleRequest requestOf(AwsAssumedRole role) {
    return AssumeRoleRequest.builder()
        .roleArn(role.arn())
        .roleSessionName(AssumedRoles.SESSION_NAME)
        .externalId(role.externalId())
        .tags(tags(role.sessionTags()))
        .build();
  }

  private static List<Tag> tags(@Nullable Map<String, String> tags) {
    return tags == null
        ? List.of()
        : tags.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }

  private static String refusal(AwsAssumedRole role) {
    return ("AWS does not give role %s; it must exist, its trust policy must name the identity"
            + " before it in the chain%s%s, and that identity must be allowed sts:AssumeRole on it")
        .formatted(
            role.arn(),
            role.externalId() == null ? "" : " with this externalId",
            role.sessionTags() == null || role.sessionTags().isEmpty()
                ? ""
                : " and allow sts:TagSession");
  }
}
