package dev.keywright.sync;

import dev.keywright.api.v1alpha1.DataFromSource;
import dev.keywright.api.v1alpha1.DataSource;
import dev.keywright.api.v1alpha1.Decode;
import dev.keywright.api.v1alpha1.ExtractSource;
import dev.keywright.api.v1alpha1.RewriteRule;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes from fetched objects the values that {@code data} and {@code dataFrom} name, by key. Later
 * entries of {@code dataFrom} win over earlier ones, {@code data} over all; two values for one key
 * inside one entry are an error. For one use.
 */
final class FetchedValues {
  private final String namespace;
  private final SecretPolicySpec spec;
  private final Map<SourceKey, SecretObject> objects;
  private final Map<String, SecretMaterial> values = new TreeMap<>();
  private final Map<SourceKey, Reason> missing = new HashMap<>();

  /**
   * @param objects every object of {@link PolicySources#of}, without the optional ones that the
   *     store does not have
   */
  FetchedValues(String namespace, SecretPolicySpec spec, Map<SourceKey, SecretObject> objects) {
    this.namespace = namespace;
    this.spec = spec;
    this.objects = objects;
  }

  /**
   * Why a value cannot be had.
   *
   * @param diagnosis PropertyNotFound or InvalidSpec
   * @param source where it was looked for
   */
  record Problem(Diagnosis diagnosis, SourceKey source) {}

  /** Takes everything; the first problem ends it. */
  Optional<Problem> take() {
    return Stream.concat(
            PolicySources.dataFrom(spec).stream().map(this::take),
            PolicySources.data(spec).stream().map(this::take))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The values by key, when {@link #take} found no problem. */
  Map<String, SecretMaterial> values() {
    return values;
  }

  /** Optional sources that are not there, or lack a property, with the reason that says so. */
  Map<SourceKey, Reason> missing() {
    return missing;
  }

  private Optional<Problem> take(DataFromSource entry) {
    SourceKey key = PolicySources.keyOf(namespace, spec, entry);
    return take(key, entry.optional(), object -> extract(entry, key, object));
  }

  private Optional<Problem> take(DataSource entry) {
    SourceKey key = PolicySources.keyOf(namespace, spec, entry);
    return take(key, entry.optional(), object -> pick(entry, key, object));
  }

  private Optional<Problem> take(
      SourceKey key,
      @Nullable Boolean optional,
      Function<SecretObject, Optional<Diagnosis>> taking) {
    boolean isOptional = PolicySources.isOptional(optional);
    return object(key, isOptional)
        .flatMap(taking)
        .flatMap(diagnosis -> problem(diagnosis, key, isOptional));
  }

  private Optional<Problem> problem(Diagnosis diagnosis, SourceKey key, boolean isOptional) {
    if (!isOptional || diagnosis.reason() != Reason.PropertyNotFound) {
      return Optional.of(new Problem(diagnosis, key));
    }
    missing.put(key, Reason.PropertyNotFound);
    return Optional.empty();
  }

  private Optional<Diagnosis> extract(DataFromSource entry, SourceKey key, SecretObject object) {
    ExtractSource extract = entry.extract();
    if (extract == null) {
      return find(entry, key, object);
    }
    String property = extract.property();
    return PropertyReader.properties(object.content(), Optional.ofNullable(property))
        .map(found -> addAll(found, key, extract.decode(), entry.rewrite()))
        .orElseGet(() -> Optional.of(notExtractable(key, property)));
  }

  private Optional<Diagnosis> find(DataFromSource entry, SourceKey key, SecretObject object) {
    Map<String, SecretMaterial> found = new TreeMap<>();
    if (object.content() instanceof SecretContent.Group(var members)) {
      for (var member : members.entrySet()) {
        Optional<SecretMaterial> whole = PropertyReader.whole(member.getValue());
        if (whole.isEmpty()) {
          return Optional.of(
              Diagnosis.of(
                  Reason.InvalidSpec,
                  "%s of %s holds bytes that are not text, so it cannot become JSON. Leave it out by"
                      + " find.name, or take its properties with extract.",
                  printable(member.getKey()),
                  key.path()));
        }
        found.put(member.getKey(), whole.get());
      }
    }
    Decode decode = entry.find() == null ? null : entry.find().decode();
    return addAll(found, key, decode, entry.rewrite());
  }

  private Optional<Diagnosis> addAll(
      Map<String, SecretMaterial> found,
      SourceKey key,
      @Nullable Decode decode,
      @Nullable List<RewriteRule> rewrite) {
    UnaryOperator<String> rewriting = Rewrites.of(rewrite == null ? List.of() : rewrite);
    Map<String, String> origins = new HashMap<>();
    for (var value : found.entrySet()) {
      String name = rewriting.apply(value.getKey());
      String other = origins.putIfAbsent(name, value.getKey());
      if (other != null) {
        return Optional.of(collision(key, other, value.getKey(), name));
      }
      if (!SpecRules.isLegalKey(name)) {
        return Optional.of(illegal(key, value.getKey(), name));
      }
      Optional<SecretMaterial> decoded = Decoding.decode(value.getValue(), decode);
      if (decoded.isEmpty()) {
        return Optional.of(undecodable(key, value.getKey(), decode));
      }
      values.put(name, decoded.get());
    }
    return Optional.empty();
  }

  private Optional<Diagnosis> pick(DataSource entry, SourceKey key, SecretObject object) {
    String property = entry.from().property();
    Optional<SecretMaterial> value =
        property == null
            ? PropertyReader.whole(object.content())
            : PropertyReader.property(object.content(), property);
    if (value.isEmpty()) {
      return Optional.of(
          property == null
              ? Diagnosis.of(
                  Reason.InvalidSpec,
                  "%s holds bytes that are not text, so it cannot become JSON under key \"%s\". Take"
                      + " single properties with property, or all of them with dataFrom.",
                  key.path(),
                  entry.key())
              : Diagnosis.of(
                  Reason.PropertyNotFound,
                  "%s has no property \"%s\", which key \"%s\" needs.",
                  key.path(),
                  printable(property),
                  entry.key()));
    }
    Optional<SecretMaterial> decoded = Decoding.decode(value.get(), entry.from().decode());
    if (decoded.isEmpty()) {
      return Optional.of(
          undecodable(key, property == null ? "(whole object)" : property, entry.from().decode()));
    }
    values.put(entry.key(), decoded.get());
    return Optional.empty();
  }

  private Optional<SecretObject> object(SourceKey key, boolean isOptional) {
    SecretObject object = objects.get(key);
    if (object == null && !isOptional) {
      throw new IllegalStateException("rendered before everything was fetched");
    }
    if (object == null) {
      missing.put(key, Reason.PathNotFound);
    }
    return Optional.ofNullable(object);
  }

  private static Diagnosis notExtractable(SourceKey key, @Nullable String property) {
    return property == null
        ? Diagnosis.of(
            Reason.InvalidSpec,
            "%s is not a JSON object, so extract cannot take its properties. Use data with"
                + " from.path to take it whole.",
            key.path())
        : Diagnosis.of(
            Reason.PropertyNotFound,
            "%s has no object \"%s\" to extract.",
            key.path(),
            printable(property));
  }

  private static Diagnosis collision(SourceKey key, String first, String second, String name) {
    return Diagnosis.of(
        Reason.InvalidSpec,
        "Both \"%s\" and \"%s\" of %s would become key \"%s\". Change rewrite so that each has a key"
            + " of its own.",
        printable(first),
        printable(second),
        key.path(),
        printable(name));
  }

  private static Diagnosis illegal(SourceKey key, String property, String name) {
    return property.equals(name)
        ? Diagnosis.of(
            Reason.InvalidSpec,
            "Property \"%s\" of %s cannot be a key of a Secret: a key must have letters,"
                + " digits, dot, dash and underscore only. Take it by data under another key, or map"
                + " it with rewrite.",
            printable(property),
            key.path())
        : Diagnosis.of(
            Reason.InvalidSpec,
            "Property \"%s\" of %s becomes \"%s\" by rewrite, which cannot be a key of a Secret: a key"
                + " must have letters, digits, dot, dash and underscore only.",
            printable(property),
            key.path(),
            printable(name));
  }

  private static Diagnosis undecodable(SourceKey key, String property, @Nullable Decode decode) {
    return Diagnosis.of(
        Reason.InvalidSpec,
        "Property \"%s\" of %s is not %s. Set decode to what the store holds.",
        printable(property),
        key.path(),
        String.valueOf(decode));
  }

  private static String printable(String name) {
    String clean = name.replaceAll("[^\\x20-\\x7e]", "?");
    return clean.length() <= 64 ? clean : clean.substring(0, 61) + "...";
  }
}
