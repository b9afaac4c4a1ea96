package dev.keywright.contract;

import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.SecretPath;

/** A {@link StoreUnderTest} in which versions can be staged and committed. */
public interface WritableStoreUnderTest extends StoreUnderTest {
  /** Makes a new version that is exactly this JSON object, and names it as the provider must. */
  SourceVersion putJson(SecretPath path, String json);

  /** The current version as somebody else reads it, as the text of one JSON object. */
  String json(SecretPath path);

  /** How many versions of the object were made current so far, by anybody. */
  int versionsMade(SecretPath path);

  /** The next call that makes a staged value current reaches the store, but its reply is lost. */
  void loseReplyOfNextCommit();
}
