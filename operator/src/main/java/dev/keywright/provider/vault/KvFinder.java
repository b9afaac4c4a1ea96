package dev.keywright.provider.vault;

import dev.keywright.core.SourceVersion;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.FindRequest;
import dev.keywright.provider.spi.FindResult;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.SecretFinder;
import dev.keywright.provider.spi.SecretPath;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Lists the objects of a KV mount, folder by folder: one call each. Tags are custom metadata (KV
 * version 2, API documentation "Create/Update metadata") and cost a call for each object in the
 * folders. The mount is the store's own.
 *
 * @param session the identity
 * @param mount where
 * @param kvVersion 1 or 2
 * @param timeout of each call
 */
record KvFinder(VaultSession session, KvMount mount, int kvVersion, Duration timeout)
    implements SecretFinder {
  static final int MOST_FOLDERS = 200;
  static final int MOST_OBJECTS = 10_000;
  static final int MOST_TAGGED = 500;

  /** Carries a failure out of the walk. */
  private static final class Stopped extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ProviderFailure failure;

    Stopped(ProviderFailure failure) {
      super(null, null, false, false);
      this.failure = failure;
    }
  }

  @Override
  public FindResult find(FindRequest request) {
    if (kvVersion == 1 && !request.tags().isEmpty()) {
      return new FindResult.Failed(
          ProviderFailure.of(
              FailureKind.INVALID, "KV version 1 has no tags; remove tags from find"));
    }
    try {
      List<SecretPath> paths = walk(request.folder().map(folder -> folder + "/").orElse(""));
      return new FindResult.Found(
          request.tags().isEmpty()
              ? paths.stream().map(path -> new FindResult.Member(path, Optional.empty())).toList()
              : tagged(paths, request));
    } catch (Stopped e) {
      return new FindResult.Failed(e.failure);
    }
  }

  private List<SecretPath> walk(String root) throws Stopped {
    Deque<String> folders = new ArrayDeque<>(List.of(root));
    List<SecretPath> paths = new ArrayList<>();
    for (int walked = 0; !folders.isEmpty(); walked++) {
      String folder = folders.removeFirst();
      if (walked == MOST_FOLDERS) {
        throw tooMuch("folders below " + root, MOST_FOLDERS);
      }
      for (String name : namesIn(folder)) {
        String path = folder + name;
        if (name.endsWith("/")) {
          folders.addLast(path);
        } else if (SecretPath.problemOf(path).isEmpty()) {
          paths.add(SecretPath.of(path));
        }
      }
      if (paths.size() > MOST_OBJECTS) {
        throw tooMuch("objects below " + root, MOST_OBJECTS);
      }
    }
    return paths;
  }

  /** Without Keywright's own folder. */
  private List<String> namesIn(String folder) throws Stopped {
    VaultRequest request = VaultRequest.list(mount.listing(kvVersion, folder));
    return switch (session.call(request, Deadline.in(timeout))) {
      case VaultAnswer.Success(JsonObject body) ->
          VaultJson.object(body, "data")
              .flatMap(data -> VaultJson.texts(data, "keys"))
              .orElseThrow(() -> new Stopped(session.garbled()))
              .stream()
              .filter(name -> !name.equals(SecretPath.RESERVED + "/"))
              .toList();
      case VaultAnswer.NotThere _ -> List.of();
      case VaultAnswer.NotTaken _ -> throw new Stopped(session.garbled());
      case VaultAnswer.Failed(ProviderFailure failure) -> throw new Stopped(failure);
    };
  }

  private List<FindResult.Member> tagged(List<SecretPath> paths, FindRequest request)
      throws Stopped {
    if (paths.size() > MOST_TAGGED) {
      throw tooMuch("objects to read the tags of", MOST_TAGGED);
    }
    List<FindResult.Member> members = new ArrayList<>();
    for (SecretPath path : paths) {
      VaultRequest read = VaultRequest.read(mount.metadata(path));
      switch (session.call(read, Deadline.in(timeout))) {
        case VaultAnswer.Success(JsonObject body) -> {
          if (carries(body, request)) {
            members.add(new FindResult.Member(path, Optional.<SourceVersion>empty()));
          }
        }
        case VaultAnswer.NotThere _ -> {}
        case VaultAnswer.NotTaken _ -> throw new Stopped(session.garbled());
        case VaultAnswer.Failed(ProviderFailure failure) -> throw new Stopped(failure);
      }
    }
    return members;
  }

  private static boolean carries(JsonObject body, FindRequest request) {
    Optional<JsonObject> custom =
        VaultJson.object(body, "data").flatMap(data -> VaultJson.object(data, "custom_metadata"));
    return request.tags().entrySet().stream()
        .allMatch(
            tag ->
                custom
                    .flatMap(fields -> VaultJson.text(fields, tag.getKey()))
                    .filter(tag.getValue()::equals)
                    .isPresent());
  }

  private static Stopped tooMuch(String what, int most) {
    return new Stopped(
        ProviderFailure.of(
            FailureKind.INVALID,
            "Vault has more than %d %s; narrow find.path".formatted(most, what)));
  }
}
