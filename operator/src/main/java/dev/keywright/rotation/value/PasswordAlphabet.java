package dev.keywright.rotation.value;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The characters of a password. Pure.
 *
 * @param all characters that may occur, each once
 * @param first characters that may come first, a part of {@code all}
 * @param required sets of which one character each must occur; they have nothing in common
 */
record PasswordAlphabet(String all, String first, List<String> required) {
  private static final List<CharacterClass> DEFAULT_CLASSES =
      List.of(CharacterClass.Lower, CharacterClass.Upper, CharacterClass.Digit);
  private static final int DEFAULT_LENGTH = 32;
  private static final int LEAST_LENGTH = 8;
  private static final int GREATEST_LENGTH = 256;

  static PasswordAlphabet of(PasswordSettings settings) {
    List<String> sets = setsOf(settings);
    String all = String.join("", sets);
    return new PasswordAlphabet(
        all,
        settings.first() == null ? all : allowed(settings.first().characters(), settings),
        Boolean.TRUE.equals(settings.requireEach()) ? sets : List.of());
  }

  static int lengthOf(PasswordSettings settings) {
    return settings.length() == null ? DEFAULT_LENGTH : settings.length();
  }

  static Optional<String> problemOf(PasswordSettings settings) {
    int length = lengthOf(settings);
    if (length < LEAST_LENGTH || length > GREATEST_LENGTH) {
      return Optional.of(
          "password.length must be from %d to %d".formatted(LEAST_LENGTH, GREATEST_LENGTH));
    }
    if (classesOf(settings).contains(CharacterClass.Unrecognized)
        || settings.first() == CharacterClass.Unrecognized) {
      return Optional.of("password.classes and password.first must be Lower, Upper or Digit");
    }
    if (!Printable.isPrintable(symbolsOf(settings))
        || !Printable.isPrintable(excludeOf(settings))) {
      return Optional.of(
          "password.symbols and password.exclude must have printable ASCII characters without the"
              + " space only");
    }
    if (setsOf(settings).stream().anyMatch(String::isEmpty)) {
      return Optional.of(
          "password.exclude must leave at least one character of every class and of the symbols");
    }
    if (settings.first() != null && !classesOf(settings).contains(settings.first())) {
      return Optional.of("password.first must be one of password.classes");
    }
    return Optional.empty();
  }

  /** The characters of {@code text} that are not in {@code gone}. */
  static String without(String text, String gone) {
    return characters(text.chars().filter(c -> gone.indexOf(c) < 0));
  }

  private static List<String> setsOf(PasswordSettings settings) {
    Stream<String> classes =
        classesOf(settings).stream().map(type -> allowed(type.characters(), settings));
    if (symbolsOf(settings).isEmpty()) {
      return classes.toList();
    }
    String letters =
        classesOf(settings).stream().map(CharacterClass::characters).collect(Collectors.joining());
    return Stream.concat(
            classes, Stream.of(allowed(without(symbolsOf(settings), letters), settings)))
        .toList();
  }

  private static String allowed(String characters, PasswordSettings settings) {
    return without(characters(characters.chars().distinct()), excludeOf(settings));
  }

  private static String characters(IntStream characters) {
    return characters.mapToObj(Character::toString).collect(Collectors.joining());
  }

  private static List<CharacterClass> classesOf(PasswordSettings settings) {
    return settings.classes() == null
        ? DEFAULT_CLASSES
        : settings.classes().stream().distinct().toList();
  }

  private static String symbolsOf(PasswordSettings settings) {
    return settings.symbols() == null ? "" : settings.symbols();
  }

  private static String excludeOf(PasswordSettings settings) {
    return settings.exclude() == null ? "" : settings.exclude();
  }
}
