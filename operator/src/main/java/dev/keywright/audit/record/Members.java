package dev.keywright.audit.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The members of a JSON object that has already been held against its shape. */
record Members(Map<String, Object> map) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

  /** Reads an object whose shape has been checked. */
  static Members parse(byte[] json) {
    try {
      return new Members(MAPPER.readValue(json, TREE));
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IllegalStateException("the line was held against its shape before", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    return optionalText(name).orElseThrow();
  }

  Optional<String> optionalText(String name) {
    return Optional.ofNullable(map.get(name)).map(Object::toString);
  }

  long whole(String name) {
    return optionalWhole(name).orElseThrow();
  }

  Optional<Long> optionalWhole(String name) {
    return Optional.ofNullable(map.get(name)).map(value -> ((Number) value).longValue());
  }

  /** The number of that name, or zero. */
  int count(String name) {
    return Math.toIntExact(optionalWhole(name).orElse(0L));
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(map.get(name));
  }

  <E extends Enum<E>> E word(String name, Class<E> type) {
    return Enum.valueOf(type, text(name));
  }

  Members object(String name) {
    return optionalObject(name).orElseThrow();
  }

  Optional<Members> optionalObject(String name) {
    return Optional.ofNullable(map.get(name)).map(Members::of);
  }

  List<String> texts(String name) {
    return list(name, Object::toString);
  }

  <T> List<T> objects(String name, Function<Members, T> read) {
    return list(name, item -> read.apply(of(item)));
  }

  private <T> List<T> list(String name, Function<Object, T> read) {
    return map.get(name) instanceof List<?> items
        ? items.stream().map(item -> read.apply(item)).toList()
        : List.of();
  }

  @SuppressWarnings("unchecked")
  private static Members of(Object value) {
    return new Members((Map<String, Object>) value);
  }
}
