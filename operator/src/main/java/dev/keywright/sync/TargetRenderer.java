package dev.keywright.sync;

import dev.keywright.api.v1alpha1.DataFromSource;
import dev.keywright.api.v1alpha1.DataSource;
import dev.keywright.api.v1alpha1.Decode;
import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretObject;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns fetched objects into the target that a policy asks for. Pure: the same spec and objects
 * always give the same bytes. Precedence: later {@code dataFrom} entries over earlier ones, {@code
 * data} over all.
 */
final class TargetRenderer {
  private final String namespace;
  private final String policy;
  private final SecretPolicySpec spec;
  private final Map<SourceKey, SecretObject> objects;

  TargetRenderer(
      String namespace,
      String policy,
      SecretPolicySpec spec,
      Map<SourceKey, SecretObject> objects) {
    this.namespace = namespace;
    this.policy = policy;
    this.spec = spec;
    this.objects = objects;
  }

  /** Renders; every object of {@link PolicySources#of} must be there. */
  RenderResult render() {
    Map<String, SecretMaterial> data = new TreeMap<>();
    for (DataFromSource entry : PolicySources.dataFrom(spec)) {
      Optional<Diagnosis> problem = extract(entry, data);
      if (problem.isPresent()) {
        return unrenderable(problem.get(), PolicySources.keyOf(namespace, spec, entry));
      }
    }
    for (DataSource entry : PolicySources.data(spec)) {
      Optional<Diagnosis> problem = pick(entry, data);
      if (problem.isPresent()) {
        return unrenderable(problem.get(), PolicySources.keyOf(namespace, spec, entry));
      }
    }
    String type = TargetTypes.typeOf(spec);
    return TargetTypes.problemOf(type, data)
        .or(() -> sizeProblem(data))
        .<RenderResult>map(problem -> new RenderResult.Unrenderable(problem, Optional.empty()))
        .orElseGet(
            () ->
                new RenderResult.Rendered(
                    new DesiredTarget(SpecRules.targetName(policy, spec), type, data)));
  }

  private static RenderResult unrenderable(Diagnosis problem, SourceKey source) {
    return new RenderResult.Unrenderable(problem, Optional.of(source));
  }

  private Optional<Diagnosis> extract(DataFromSource entry, Map<String, SecretMaterial> into) {
    SourceKey key = PolicySources.keyOf(namespace, spec, entry);
    String property = entry.extract().property();
    var values = PropertyReader.properties(object(key).content(), Optional.ofNullable(property));
    if (values.isEmpty()) {
      return Optional.of(
          property == null
              ? Diagnosis.of(
                  Reason.InvalidSpec,
                  "%s is not a JSON object, so extract cannot take its properties. Use data with"
                      + " from.path to take it whole.",
                  key.path())
              : Diagnosis.of(
                  Reason.PropertyNotFound,
                  "%s has no object \"%s\" to extract.",
                  key.path(),
                  property));
    }
    for (var value : values.get().entrySet()) {
      if (!SpecRules.isLegalKey(value.getKey())) {
        return Optional.of(
            Diagnosis.of(
                Reason.InvalidSpec,
                "Property \"%s\" of %s cannot be a key of a Secret: a key must have letters,"
                    + " digits, dot, dash and underscore only. Take it by data under another key.",
                printable(value.getKey()),
                key.path()));
      }
      Optional<SecretMaterial> decoded = decode(value.getValue(), entry.extract().decode());
      if (decoded.isEmpty()) {
        return Optional.of(undecodable(key, value.getKey(), entry.extract().decode()));
      }
      into.put(value.getKey(), decoded.get());
    }
    return Optional.empty();
  }

  private Optional<Diagnosis> pick(DataSource entry, Map<String, SecretMaterial> into) {
    SourceKey key = PolicySources.keyOf(namespace, spec, entry);
    String property = entry.from().property();
    Optional<SecretMaterial> value =
        property == null
            ? PropertyReader.whole(object(key).content())
            : PropertyReader.property(object(key).content(), property);
    if (value.isEmpty() && property == null) {
      return Optional.of(
          Diagnosis.of(
              Reason.InvalidSpec,
              "%s holds bytes that are not text, so it cannot become JSON under key \"%s\". Take"
                  + " single properties with property, or all of them with dataFrom.",
              key.path(),
              entry.key()));
    }
    if (value.isEmpty()) {
      return Optional.of(
          Diagnosis.of(
              Reason.PropertyNotFound,
              "%s has no property \"%s\", which key \"%s\" needs.",
              key.path(),
              printable(property),
              entry.key()));
    }
    Optional<SecretMaterial> decoded = decode(value.get(), entry.from().decode());
    if (decoded.isEmpty()) {
      return Optional.of(
          undecodable(key, property == null ? "(whole object)" : property, entry.from().decode()));
    }
    into.put(entry.key(), decoded.get());
    return Optional.empty();
  }

  private SecretObject object(SourceKey key) {
    SecretObject object = objects.get(key);
    if (object == null) {
      throw new IllegalStateException("rendered before everything was fetched");
    }
    return object;
  }

  private static Optional<SecretMaterial> decode(SecretMaterial value, @Nullable Decode decode) {
    if (decode == null || decode == Decode.None) {
      return Optional.of(value);
    }
    Base64.Decoder decoder =
        decode == Decode.Base64Url ? Base64.getUrlDecoder() : Base64.getDecoder();
    try {
      return Optional.of(
          SecretMaterial.of(decoder.decode(value.revealUtf8().replaceAll("\\s", ""))));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  private static Diagnosis undecodable(SourceKey key, String property, @Nullable Decode decode) {
    return Diagnosis.of(
        Reason.InvalidSpec,
        "Property \"%s\" of %s is not %s. Set decode to what the store holds.",
        printable(property),
        key.path(),
        String.valueOf(decode));
  }

  private static Optional<Diagnosis> sizeProblem(Map<String, SecretMaterial> data) {
    long bytes = data.values().stream().mapToLong(SecretMaterial::sizeBytes).sum();
    if (bytes <= DesiredTarget.MAX_BYTES) {
      return Optional.empty();
    }
    String largest =
        data.entrySet().stream()
            .sorted(Comparator.comparingInt(entry -> -entry.getValue().sizeBytes()))
            .limit(3)
            .map(entry -> entry.getKey() + " " + entry.getValue().sizeBytes())
            .collect(Collectors.joining(", "));
    return Optional.of(
        Diagnosis.of(
            Reason.TargetTooLarge,
            "The data has %d bytes, a Secret holds at most %d. Largest keys: %s. Split the policy.",
            bytes,
            DesiredTarget.MAX_BYTES,
            largest));
  }

  private static String printable(@Nullable String name) {
    if (name == null) {
      return "";
    }
    String clean = name.replaceAll("[^\\x20-\\x7e]", "?");
    return clean.length() <= 64 ? clean : clean.substring(0, 61) + "...";
  }
}
