package dev.keywright.e2e.image;

/** Where the image of the operator comes from. */
public interface ImageSource {
  /**
   * The image of the packaged operator, built now unless it is there.
   *
   * @throws dev.keywright.e2e.launcher.model.LauncherFailure with one line that says what is
   *     missing on this machine
   */
  BuiltImage build();

  /**
   * Copies an image to a registry.
   *
   * @param reference with the registry, for example {@code registry.example.com/team/keywright:1.0}
   * @throws dev.keywright.e2e.launcher.model.LauncherFailure when the registry refuses or cannot be
   *     reached
   */
  void push(BuiltImage image, String reference);
}
