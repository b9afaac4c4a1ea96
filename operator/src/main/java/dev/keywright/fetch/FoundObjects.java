package dev.keywright.fetch;

import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.Fetcher.Urgency;
import dev.keywright.provider.spi.FailureKind;
import dev.keywright.provider.spi.FindResult;
import dev.keywright.provider.spi.ProviderFailure;
import dev.keywright.provider.spi.ReadRequest;
import dev.keywright.provider.spi.ReadResult;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretObject;
import dev.keywright.provider.spi.SecretPath;
import dev.keywright.provider.spi.VersionResult;
import dev.keywright.provider.spi.VersionSelector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All objects that a find finds, taken as one: it has one version, which changes when an object
 * comes, goes or changes, and is read whole or not at all. An object that is listed and yet gone is
 * no member; one that cannot be read fails the whole. It is listed once, when first asked: a later
 * object is for the next look. For one fetch, by one thread.
 */
final class FoundObjects {
  /** A Secret of more keys would hardly fit into its 1 MiB. */
  static final int MOST = 500;

  private final StoreConnection connection;
  private final FindQuery query;
  private final Urgency urgency;
  private final Predicate<SecretPath> readable;
  private @Nullable Listing listing;

  /**
   * @param connection leased for as long as this is used
   */
  FoundObjects(
      StoreConnections connections, StoreConnection connection, FindQuery query, Urgency urgency) {
    this.connection = connection;
    this.query = query;
    this.urgency = urgency;
    this.readable = connections.readable(connection.reference(), query.namespace());
  }

  /** What there is to read. */
  private sealed interface Listing {
    /** The members by their path below the folder. */
    record Members(SortedMap<String, FindResult.Member> byName) implements Listing {}

    /** No answer. */
    record Failed(ProviderFailure failure) implements Listing {}
  }

  /** Reads every member; the content is a {@link SecretContent.Group}. */
  ReadResult read() {
    return switch (listed()) {
      case Listing.Failed(ProviderFailure failure) -> new ReadResult.Failed(failure);
      case Listing.Members(var byName) ->
          together(
              each(byName, member -> connection.read(ReadRequest.current(member.path()), urgency)));
    };
  }

  /** The version that {@link #read} would return, without values where the store allows that. */
  VersionResult version() {
    return switch (listed()) {
      case Listing.Failed(ProviderFailure failure) -> new VersionResult.Failed(failure);
      case Listing.Members(var byName) -> versionOf(each(byName, this::versionOf));
    };
  }

  private Listing listed() {
    if (listing == null) {
      listing = list();
    }
    return listing;
  }

  private Listing list() {
    return switch (connection.find(query.request(), urgency)) {
      case FindResult.Failed(ProviderFailure failure) -> new Listing.Failed(failure);
      case FindResult.Found(List<FindResult.Member> members) -> {
        SortedMap<String, FindResult.Member> byName = new TreeMap<>();
        Function<SecretPath, Optional<String>> relative = query.relative();
        for (FindResult.Member member : members) {
          relative
              .apply(member.path())
              .filter(name -> readable.test(member.path()))
              .ifPresent(name -> byName.put(name, member));
        }
        yield byName.size() > MOST
            ? new Listing.Failed(tooMany(byName.size()))
            : new Listing.Members(byName);
      }
    };
  }

  private VersionResult versionOf(FindResult.Member member) {
    return member
        .version()
        .<VersionResult>map(version -> new VersionResult.Current(version, Optional.empty()))
        .orElseGet(
            () ->
                SourceLook.versionOf(
                    connection,
                    new SourceKey(connection.reference(), member.path(), VersionSelector.current()),
                    urgency));
  }

  /** Asks for all at the same time; the store's permits bound how many calls that makes. */
  private static <T> SortedMap<String, T> each(
      SortedMap<String, FindResult.Member> members, Function<FindResult.Member, T> question) {
    SortedMap<String, Future<T>> asked = new TreeMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      members.forEach(
          (name, member) -> asked.put(name, threads.submit(() -> question.apply(member))));
    }
    SortedMap<String, T> answers = new TreeMap<>();
    asked.forEach((name, answer) -> answers.put(name, answer.resultNow()));
    return answers;
  }

  private ReadResult together(SortedMap<String, ReadResult> reads) {
    Optional<ProviderFailure> failure =
        reads.values().stream()
            .flatMap(
                read ->
                    read instanceof ReadResult.Failed failed
                        ? Optional.of(failed.failure()).stream()
                        : Optional.<ProviderFailure>empty().stream())
            .findFirst();
    SortedMap<String, SecretObject> objects = new TreeMap<>();
    reads.forEach(
        (name, read) -> {
          if (read instanceof ReadResult.Found(SecretObject object)) {
            objects.put(name, object);
          }
        });
    if (failure.isPresent()) {
      objects.values().forEach(Materials::wipe);
      return new ReadResult.Failed(failure.get());
    }
    return objects.isEmpty()
        ? new ReadResult.Absent(nothing())
        : new ReadResult.Found(group(objects));
  }

  private static SecretObject group(SortedMap<String, SecretObject> objects) {
    SortedMap<String, SourceVersion> versions = new TreeMap<>();
    SortedMap<String, SecretContent> contents = new TreeMap<>();
    objects.forEach(
        (name, object) -> {
          versions.put(name, object.version());
          contents.put(name, object.content());
        });
    Optional<Instant> newest =
        objects.values().stream()
            .flatMap(object -> object.changedTime().stream())
            .max(Comparator.naturalOrder());
    return new SecretObject(new SecretContent.Group(contents), digest(versions), newest);
  }

  private VersionResult versionOf(SortedMap<String, VersionResult> answers) {
    SortedMap<String, SourceVersion> versions = new TreeMap<>();
    for (Map.Entry<String, VersionResult> answer : answers.entrySet()) {
      switch (answer.getValue()) {
        case VersionResult.Current(SourceVersion version, Optional<Instant> _) ->
            versions.put(answer.getKey(), version);
        case VersionResult.Absent _ -> {}
        case VersionResult.Failed failed -> {
          return failed;
        }
      }
    }
    return versions.isEmpty()
        ? new VersionResult.Absent(nothing())
        : new VersionResult.Current(digest(versions), Optional.empty());
  }

  /** How many there are, and a digest of their names and versions, neither of which is a value. */
  static SourceVersion digest(SortedMap<String, SourceVersion> versions) {
    MessageDigest digest = sha256();
    versions.forEach(
        (name, version) ->
            digest.update((name + "\0" + version + "\0").getBytes(StandardCharsets.UTF_8)));
    return new SourceVersion(
        versions.size() + "-" + HexFormat.of().formatHex(digest.digest(), 0, 16));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private String nothing() {
    return "%s has nothing at %s that namespace %s may read. Correct find, or the store's spec.allow."
        .formatted(connection.reference(), query, query.namespace());
  }

  private ProviderFailure tooMany(int count) {
    return ProviderFailure.of(
        FailureKind.INVALID,
        "%s has %d objects at %s, and a policy can take at most %d. Narrow find.path or find.name."
            .formatted(connection.reference(), count, query, MOST));
  }
}
