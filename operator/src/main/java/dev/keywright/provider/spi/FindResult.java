package dev.keywright.provider.spi;

import dev.keywright.core.SourceVersion;
import java.util.List;
import java.util.Optional;

/** The answer to a {@link FindRequest}. */
public sealed interface FindResult {
  /**
   * What there is, without Keywright's own objects and without names that are not canonical.
   *
   * @param members in no order
   */
  record Found(List<Member> members) implements FindResult {
    public Found {
      members = List.copyOf(members);
    }
  }

  /**
   * No answer that says anything about the objects.
   *
   * @param failure why
   */
  record Failed(ProviderFailure failure) implements FindResult {}

  /**
   * One object.
   *
   * @param path its path
   * @param version its current version, where the listing tells it
   */
  record Member(SecretPath path, Optional<SourceVersion> version) {}
}
