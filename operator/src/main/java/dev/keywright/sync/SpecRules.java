package dev.keywright.sync;

import dev.keywright.api.v1alpha1.Adopt;
import dev.keywright.api.v1alpha1.DataFromSource;
import dev.keywright.api.v1alpha1.DataSource;
import dev.keywright.api.v1alpha1.Decode;
import dev.keywright.api.v1alpha1.FindSource;
import dev.keywright.api.v1alpha1.RefreshMode;
import dev.keywright.api.v1alpha1.RefreshSpec;
import dev.keywright.api.v1alpha1.RestartMode;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.api.v1alpha1.StoreKind;
import dev.keywright.api.v1alpha1.StoreRef;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Durations;
import dev.keywright.core.Reason;
import dev.keywright.provider.spi.SecretPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a spec must hold beyond its schema, and again what the schema checks: a stored object may be
 * older or newer than the schema. Pure.
 */
final class SpecRules {
  /** Keys of a Secret: {@code IsConfigMapKey} of Kubernetes. */
  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private SpecRules() {}

  /** Whether {@code key} can be a key of a Secret. */
  static boolean isLegalKey(String key) {
    return KEY.matcher(key).matches() && !key.equals(".") && !key.startsWith("..");
  }

  /** Name of the target. */
  static String targetName(String policy, SecretPolicySpec spec) {
    return spec.target() == null || spec.target().name() == null ? policy : spec.target().name();
  }

  /** The duration that {@code text} spells; empty for null or another form. */
  static Optional<Duration> duration(@Nullable String text) {
    return Optional.ofNullable(text).flatMap(Durations::parse);
  }

  /** The first problem of {@code spec}; empty when it can be carried out. */
  static Optional<Diagnosis> problemOf(@Nullable SecretPolicySpec spec) {
    if (spec == null) {
      return invalid(
          "spec must not be empty: name a storeRef and at least one entry in data or dataFrom.");
    }
    List<Optional<Diagnosis>> checks = new ArrayList<>();
    if (PolicySources.data(spec).isEmpty() && PolicySources.dataFrom(spec).isEmpty()) {
      checks.add(invalid("spec must have at least one entry in data or dataFrom."));
    }
    checks.add(duplicateKeys(PolicySources.data(spec)));
    PolicySources.data(spec).forEach(entry -> checks.add(entryProblem(spec, entry)));
    PolicySources.dataFrom(spec).forEach(entry -> checks.add(entryProblem(spec, entry)));
    checks.add(refreshProblem(spec.refresh()));
    checks.add(targetProblem(spec));
    if (spec.consumers() != null && spec.consumers().restart() == RestartMode.Unrecognized) {
      checks.add(newer("consumers.restart"));
    }
    return checks.stream().flatMap(Optional::stream).findFirst();
  }

  private static Optional<Diagnosis> entryProblem(SecretPolicySpec spec, DataSource entry) {
    var from = entry.from();
    if (entry.key() == null || from == null || from.path() == null) {
      return newer("data");
    }
    if (!isLegalKey(entry.key())) {
      return invalid(
          "data key \"%s\" must have letters, digits, dot, dash and underscore only and must not"
              + " start with two dots.",
          entry.key());
    }
    return storeProblem(spec, entry.storeRef(), "data key " + entry.key())
        .or(() -> pathProblem(from.path(), from.mount()))
        .or(() -> selectorProblem(from.version(), from.stage(), from.path()))
        .or(() -> from.decode() == Decode.Unrecognized ? newer("decode") : Optional.empty());
  }

  private static Optional<Diagnosis> entryProblem(SecretPolicySpec spec, DataFromSource entry) {
    var extract = entry.extract();
    if (extract == null && entry.find() != null) {
      return findProblem(spec, entry, entry.find());
    }
    if (extract == null || extract.path() == null || entry.find() != null) {
      return newer("dataFrom");
    }
    return storeProblem(spec, entry.storeRef(), "dataFrom " + extract.path())
        .or(() -> pathProblem(extract.path(), extract.mount()))
        .or(() -> selectorProblem(extract.version(), extract.stage(), extract.path()))
        .or(() -> extract.decode() == Decode.Unrecognized ? newer("decode") : Optional.empty())
        .or(() -> rewriteProblem(entry, extract.path()));
  }

  private static Optional<Diagnosis> findProblem(
      SecretPolicySpec spec, DataFromSource entry, FindSource find) {
    boolean findsAll =
        find.path() == null
            && find.name() == null
            && (find.tags() == null || find.tags().isEmpty());
    if (findsAll) {
      return invalid(
          "dataFrom find must have path, name or tags: finding everything is never meant.");
    }
    String where = "find " + PolicySources.folderOf(find).orElse("");
    return storeProblem(spec, entry.storeRef(), "dataFrom " + where)
        .or(() -> PolicySources.folderOf(find).flatMap(folder -> pathProblem(folder, null)))
        .or(
            () ->
                find.name() == null || Rewrites.compiled(find.name()).isPresent()
                    ? Optional.empty()
                    : invalid("find.name \"%s\" is no regular expression of RE2.", find.name()))
        .or(() -> find.decode() == Decode.Unrecognized ? newer("decode") : Optional.empty())
        .or(() -> rewriteProblem(entry, where));
  }

  private static Optional<Diagnosis> rewriteProblem(DataFromSource entry, String where) {
    return Optional.ofNullable(entry.rewrite())
        .flatMap(Rewrites::problemOf)
        .flatMap(problem -> invalid("rewrite of dataFrom %s %s.", where, problem));
  }

  private static Optional<Diagnosis> storeProblem(
      SecretPolicySpec spec, @Nullable StoreRef own, String where) {
    StoreRef ref = own == null ? spec.storeRef() : own;
    if (ref == null) {
      return invalid("%s names no store: set spec.storeRef, or storeRef beside the entry.", where);
    }
    return ref.kind() == StoreKind.Unrecognized ? newer("storeRef.kind") : Optional.empty();
  }

  private static Optional<Diagnosis> pathProblem(String path, @Nullable String mount) {
    return SecretPath.problemOf(path)
        .flatMap(problem -> invalid("Path \"%s\" cannot be used: %s.", path, problem))
        .or(() -> Optional.ofNullable(mount).flatMap(SpecRules::mountProblem))
        .or(
            () ->
                SecretPath.of(path).isReserved()
                    ? invalid(
                        "Path \"%s\" is Keywright's own and cannot be read by a policy.", path)
                    : Optional.empty());
  }

  private static Optional<Diagnosis> mountProblem(String mount) {
    return SecretPath.problemOf(mount)
        .flatMap(problem -> invalid("Mount \"%s\" cannot be used: %s.", mount, problem));
  }

  private static Optional<Diagnosis> selectorProblem(
      @Nullable String version, @Nullable String stage, String path) {
    return version != null && stage != null
        ? invalid("%s must not name both version and stage.", path)
        : Optional.empty();
  }

  private static Optional<Diagnosis> refreshProblem(@Nullable RefreshSpec refresh) {
    if (refresh == null) {
      return Optional.empty();
    }
    if (refresh.mode() == RefreshMode.Unrecognized) {
      return newer("refresh.mode");
    }
    if (refresh.mode() == RefreshMode.Once && refresh.maxStaleness() != null) {
      return invalid(
          "refresh.maxStaleness must not be set with refresh.mode Once: nothing is checked again,"
              + " so everything would become stale. Remove one of the two.");
    }
    return durationProblem("refresh.interval", refresh.interval())
        .or(() -> durationProblem("refresh.maxStaleness", refresh.maxStaleness()));
  }

  private static Optional<Diagnosis> durationProblem(String field, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<Duration> duration = Durations.parse(text);
    if (duration.isEmpty()) {
      return invalid(
          "%s \"%s\" is not a duration: write for example 90s, 1h30m or 30d.", field, text);
    }
    return duration.get().compareTo(SHORTEST_INTERVAL) < 0
        ? invalid("%s must be at least 1s.", field)
        : Optional.empty();
  }

  private static Optional<Diagnosis> targetProblem(SecretPolicySpec spec) {
    if (spec.target() != null && spec.target().adopt() == Adopt.Unrecognized) {
      return newer("target.adopt");
    }
    String type = TargetTypes.typeOf(spec);
    return TargetTypes.REFUSED.contains(type)
        ? invalid(
            "target.type must not be %s: such a Secret gives rights in the cluster itself.", type)
        : Optional.empty();
  }

  private static Optional<Diagnosis> duplicateKeys(List<DataSource> data) {
    Set<String> seen = new HashSet<>();
    return data.stream()
        .map(DataSource::key)
        .filter(key -> !seen.add(key))
        .findFirst()
        .flatMap(key -> invalid("data key \"%s\" is there twice.", key));
  }

  private static Optional<Diagnosis> invalid(String format, Object... identifiers) {
    return Optional.of(Diagnosis.of(Reason.InvalidSpec, format, identifiers));
  }

  private static Optional<Diagnosis> newer(String field) {
    return invalid(
        "%s holds a word that this version of Keywright does not know: it was written by a newer"
            + " version, or is misspelt.",
        field);
  }
}
