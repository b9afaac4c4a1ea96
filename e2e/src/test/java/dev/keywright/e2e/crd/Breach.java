package dev.keywright.e2e.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A valid object with one value in it changed.
 *
 * @param object the changed object
 * @param path of the value, with an index or a key for every element: {@code spec.data[0].key}
 */
record Breach(JsonNode object, String path) {
  /**
   * Changes the value at the first place of {@code object} that {@code path} fits; empty when there
   * is none.
   *
   * @param path as in {@link CrdRule#path}
   * @param change merged into an object (RFC 7386), put in the place of anything else
   */
  static Optional<Breach> of(JsonNode object, String path, JsonNode change) {
    ObjectNode copy = object.deepCopy();
    return new Walk(copy, "").to(path, change).map(where -> new Breach(copy, where));
  }

  /** A place in the tree, and its path. */
  private record Walk(JsonNode at, String where) {
    Optional<String> to(String path, JsonNode change) {
      String name = path.replaceFirst("[.\\[{].*", "");
      String rest = path.substring(name.length());
      if (!(at instanceof ObjectNode parent) || !parent.has(name)) {
        return Optional.empty();
      }
      String here = where.isEmpty() ? name : where + "." + name;
      return rest.isEmpty()
          ? put(parent, name, change, here)
          : new Walk(parent.get(name), here).into(rest, change);
    }

    private Optional<String> into(String rest, JsonNode change) {
      if (rest.startsWith(".")) {
        return to(rest.substring(1), change);
      }
      String below = rest.substring(2);
      if (at instanceof ArrayNode list) {
        for (int i = 0; i < list.size(); i++) {
          String here = where + "[" + i + "]";
          Optional<String> found = element(list, i, below, change, here);
          if (found.isPresent()) {
            return found;
          }
        }
        return Optional.empty();
      }
      ObjectNode map = (ObjectNode) at;
      return map.properties().stream()
          .findFirst()
          .flatMap(entry -> put(map, entry.getKey(), change, where + "[" + entry.getKey() + "]"));
    }

    private static Optional<String> element(
        ArrayNode list, int index, String below, JsonNode change, String here) {
      if (!below.isEmpty()) {
        return new Walk(list.get(index), here).into(below, change);
      }
      list.set(index, changed(list.get(index), change));
      return Optional.of(here);
    }

    private static Optional<String> put(
        ObjectNode parent, String name, JsonNode change, String here) {
      parent.set(name, changed(parent.get(name), change));
      return Optional.of(here);
    }

    private static JsonNode changed(JsonNode before, JsonNode change) {
      return before instanceof ObjectNode object && change instanceof ObjectNode patch
          ? merged(object, patch)
          : change;
    }

    private static ObjectNode merged(ObjectNode object, ObjectNode patch) {
      patch
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isNull()) {
                  object.remove(field.getKey());
                } else if (object.path(field.getKey()).isObject() && field.getValue().isObject()) {
                  merged((ObjectNode) object.get(field.getKey()), (ObjectNode) field.getValue());
                } else {
                  object.set(field.getKey(), field.getValue());
                }
              });
      return object;
    }
  }
}
