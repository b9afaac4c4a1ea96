package dev.keywright.provider.aws;

import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.FindRequest;
import dev.keywright.provider.spi.FindResult;
import dev.keywright.provider.spi.SecretFinder;
import dev.keywright.provider.spi.SecretPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * Lists secrets by ListSecrets, a hundred a call, deleted ones left out. The filters of AWS match
 * beginnings of names, and keys and values of tags without their pairing, so that every entry is
 * judged again. Thread-safe.
 */
final class AwsFinder implements SecretFinder {
  private final SecretOperations operations;

  AwsFinder(SecretOperations operations) {
    this.operations = operations;
  }

  @Override
  public FindResult find(FindRequest request) {
    Optional<String> prefix = request.folder().map(folder -> folder + "/");
    try {
      List<SecretListEntry> listed = operations.list(prefix, request.tags());
      return new FindResult.Found(
          listed.stream()
              .filter(entry -> entry.name() != null && entry.deletedDate() == null)
              .filter(entry -> entry.name().startsWith(prefix.orElse("")))
              .filter(entry -> tagsOf(entry).entrySet().containsAll(request.tags().entrySet()))
              .filter(entry -> SecretPath.problemOf(entry.name()).isEmpty())
              .map(AwsFinder::member)
              .filter(member -> !member.path().isReserved())
              .toList());
    } catch (AwsCallFailed e) {
      return new FindResult.Failed(e.failure());
    }
  }

  private static FindResult.Member member(SecretListEntry entry) {
    return new FindResult.Member(
        SecretPath.of(entry.name()),
        SecretState.holderOf(entry.secretVersionsToStages(), SecretState.CURRENT)
            .map(SourceVersion::new));
  }

  private static Map<String, String> tagsOf(SecretListEntry entry) {
    return entry.tags().stream()
        .collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> second));
  }
}
