package dev.keywright.fetch;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.provider.spi.SecretProviderFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The providers of this installation, by the name of their block under {@code spec.provider}.
 * Thread-safe and pure: no I/O after construction.
 */
public final class ProviderRegistry {
  /** What a provider block turned out to be. */
  public sealed interface Selection {
    /**
     * One known block in order.
     *
     * @param provider the provider with its settings
     */
    record Selected(SelectedProvider<?> provider) implements Selection {}

    /**
     * It cannot be used as written.
     *
     * @param diagnosis InvalidSpec, naming the field and the way out, never a value
     */
    record Rejected(Diagnosis diagnosis) implements Selection {}
  }

  private static final String FIELD = "spec.provider";

  private final Map<String, SecretProviderFactory<?>> factories = new TreeMap<>();
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
          .build();

  /**
   * @throws IllegalStateException when two factories have the same name: a packaging error
   */
  public ProviderRegistry(Iterable<? extends SecretProviderFactory<?>> factories) {
    for (SecretProviderFactory<?> factory : factories) {
      if (this.factories.put(factory.name(), factory) != null) {
        throw new IllegalStateException("two providers are called " + factory.name());
      }
    }
  }

  /** The providers on the class path. */
  public static ProviderRegistry load() {
    List<SecretProviderFactory<?>> found = new ArrayList<>();
    ServiceLoader.load(SecretProviderFactory.class).forEach(found::add);
    return new ProviderRegistry(found);
  }

  /** Names of all providers, sorted. */
  public List<String> names() {
    return List.copyOf(factories.keySet());
  }

  /** Picks and converts the one block of {@code provider}, the raw {@code spec.provider}. */
  public Selection select(Map<String, Object> provider) {
    List<String> blocks =
        provider.entrySet().stream()
            .filter(entry -> Objects.nonNull(entry.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (blocks.isEmpty()) {
      return rejected("%s has no block. Set exactly one of %s.", FIELD, known());
    }
    if (blocks.size() > 1) {
      return rejected(
          "%s has the blocks %s, and must have exactly one. Remove the others, or make a store for"
              + " each.",
          FIELD, String.join(", ", blocks));
    }
    String name = blocks.getFirst();
    SecretProviderFactory<?> factory = factories.get(name);
    if (factory == null) {
      return rejected(
          "%s.%s was written by a newer version or is misspelt. This installation knows %s.",
          FIELD, name, known());
    }
    return convert(factory, Objects.requireNonNull(provider.get(name)));
  }

  private <S extends Record> Selection convert(SecretProviderFactory<S> factory, Object block) {
    String field = FIELD + "." + factory.name();
    S settings;
    try {
      settings = mapper.convertValue(block, factory.settingsType());
    } catch (IllegalArgumentException e) {
      return rejected(
          "%s cannot be read: it has another type than this field takes. See `kubectl explain` for"
              + " its form.",
          field + pathOf(e));
    }
    Optional<String> missing = RequiredFields.missingIn(settings);
    if (missing.isPresent()) {
      return rejected("%s is required and missing.", field + missing.get());
    }
    Optional<String> problem = factory.problemOf(settings);
    return problem.isPresent()
        ? rejected("%s: %s", field, problem.get())
        : new Selection.Selected(new SelectedProvider<>(factory, settings));
  }

  /** Only the path of the cause is used: its message quotes the value. */
  private static String pathOf(IllegalArgumentException e) {
    if (!(e.getCause() instanceof JsonMappingException cause)) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : cause.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append('.').append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private String known() {
    return String.join(", ", factories.keySet());
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static Selection rejected(String format, Object... identifiers) {
    return new Selection.Rejected(Diagnosis.of(Reason.InvalidSpec, format, identifiers));
  }
}
