package dev.keywright.e2e.crd;

/**
 * What Flux's kustomize-controller does to a manifest when {@code postBuild.substitute} is in use
 * and strict, for a manifest that wants nothing substituted: the text mode of the parser in {@code
 * github.com/fluxcd/pkg/envsubst} (package parse, {@code parseAny} and its scanner).
 *
 * <ul>
 *   <li>A dollar sign and an opening brace open a substitution, whatever follows. Strict mode
 *       refuses a variable that is not set; one with a default is replaced.
 *   <li>{@code $$} becomes {@code $}, and the second one opens nothing.
 *   <li>Any other {@code $} stays, so {@code $(namespace)} and {@code $name} do.
 * </ul>
 */
final class FluxSubstitution {
  private FluxSubstitution() {}

  /**
   * The text that reaches the API server.
   *
   * @throws IllegalArgumentException where Flux would look for a variable
   */
  static String of(String manifest) {
    StringBuilder result = new StringBuilder(manifest.length());
    for (int i = 0; i < manifest.length(); i++) {
      char c = manifest.charAt(i);
      char next = i + 1 < manifest.length() ? manifest.charAt(i + 1) : 0;
      if (c == '$' && next == '{') {
        throw new IllegalArgumentException(
            "a variable opens at \"%s\""
                .formatted(manifest.substring(i, Math.min(manifest.length(), i + 20))));
      }
      if (c == '$' && next == '$') {
        i++;
      }
      result.append(c);
    }
    return result.toString();
  }
}
