package dev.keywright.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses a value in a JSON tree: names separated by dots, array elements as {@code [index]}. At
 * each level the longest literal name wins over path syntax, so that a property called {@code a.b}
 * is found as {@code a.b} even beside a property {@code a}.
 */
final class PropertyPath {
  private static final Pattern INDEX = Pattern.compile("^\\[(\\d{1,9})\\]");

  private PropertyPath() {}

  /** The node at {@code path} below {@code root}; empty when there is none. */
  static Optional<JsonNode> find(JsonNode root, String path) {
    if (path.isEmpty()) {
      return Optional.of(root);
    }
    Matcher index = INDEX.matcher(path);
    if (root.isArray() && index.find()) {
      JsonNode element = root.get(Integer.parseInt(index.group(1)));
      return element == null
          ? Optional.empty()
          : find(element, withoutLeadingDot(path.substring(index.end())));
    }
    return root.isObject() ? findInObject(root, path) : Optional.empty();
  }

  private static Optional<JsonNode> findInObject(JsonNode object, String path) {
    for (int end : nameEndsLongestFirst(path)) {
      JsonNode child = object.get(path.substring(0, end));
      if (child != null) {
        Optional<JsonNode> found = find(child, withoutLeadingDot(path.substring(end)));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static List<Integer> nameEndsLongestFirst(String path) {
    List<Integer> ends = new ArrayList<>();
    ends.add(path.length());
    for (int i = path.length() - 1; i > 0; i--) {
      if (path.charAt(i) == '.' || path.charAt(i) == '[') {
        ends.add(i);
      }
    }
    return ends;
  }

  private static String withoutLeadingDot(String rest) {
    return rest.startsWith(".") && rest.length() > 1 ? rest.substring(1) : rest;
  }
}
