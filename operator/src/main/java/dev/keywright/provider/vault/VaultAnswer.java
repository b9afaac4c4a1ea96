package dev.keywright.provider.vault;

import dev.keywright.provider.spi.ProviderFailure;
import io.github.jopenlibs.vault.json.JsonObject;

/** What a request came to. */
sealed interface VaultAnswer {
  /**
   * Done.
   *
   * @param body the whole reply, empty where Vault sends none
   */
  record Success(JsonObject body) implements VaultAnswer {
    /** Without the body, which holds values. */
    @Override
    public String toString() {
      return "Success";
    }
  }

  /**
   * Vault itself says that there is nothing at the path.
   *
   * @param body may describe a deleted version
   */
  record NotThere(JsonObject body) implements VaultAnswer {
    /** Without the body, as for every answer. */
    @Override
    public String toString() {
      return "NotThere";
    }
  }

  /** A write whose check-and-set did not match, or that Vault does not take as written. */
  record NotTaken() implements VaultAnswer {}

  /**
   * Anything else.
   *
   * @param failure for the caller
   */
  record Failed(ProviderFailure failure) implements VaultAnswer {}
}
