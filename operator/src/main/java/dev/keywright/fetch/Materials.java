package dev.keywright.fetch;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretObject;
import java.util.Map;
import java.util.stream.Collectors;

/** Copies and wipes what a store returned, without looking at it. */
final class Materials {
  private Materials() {}

  /** An answer with material of its own. */
  static ReadResult copy(ReadResult result) {
    return switch (result) {
      case ReadResult.Found(SecretObject object) ->
          new ReadResult.Found(
              new SecretObject(copy(object.content()), object.version(), object.changedTime()));
      case ReadResult.Absent absent -> absent;
      case ReadResult.Failed failed -> failed;
    };
  }

  /** Wipes what an answer holds. */
  static void wipe(ReadResult result) {
    switch (result) {
      case ReadResult.Found(SecretObject object) -> wipe(object);
      case ReadResult.Absent absent -> {}
      case ReadResult.Failed failed -> {}
    }
  }

  /** Wipes a value that nobody needs. */
  static void wipe(SecretObject object) {
    wipe(object.content());
  }

  private static void wipe(SecretContent content) {
    switch (content) {
      case SecretContent.Document(SecretMaterial json) -> json.wipe();
      case SecretContent.Blob(SecretMaterial value) -> value.wipe();
      case SecretContent.Fields(Map<String, SecretMaterial> values) ->
          values.values().forEach(SecretMaterial::wipe);
      case SecretContent.Group(Map<String, SecretContent> members) ->
          members.values().forEach(Materials::wipe);
    }
  }

  private static SecretContent copy(SecretContent content) {
    return switch (content) {
      case SecretContent.Document(SecretMaterial json) -> new SecretContent.Document(json.copy());
      case SecretContent.Blob(SecretMaterial value) -> new SecretContent.Blob(value.copy());
      case SecretContent.Fields(Map<String, SecretMaterial> values) ->
          new SecretContent.Fields(
              values.entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().copy())));
      case SecretContent.Group(Map<String, SecretContent> members) ->
          new SecretContent.Group(
              members.entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, entry -> copy(entry.getValue()))));
    };
  }
}
