package dev.keywright.e2e.demo.story;

import dev.keywright.e2e.demo.stage.Stage;
import java.time.Duration;

/** One step of the story. Reads everything it says back from the API server or from the store. */
public interface Step {
  /** What it shows, as a short sentence. */
  String title();

  /** How long it may take in all. */
  Duration patience();

  /**
   * Plays it.
   *
   * @throws StepFailed when something that it needs is not seen in time
   */
  void play(Stage stage, Telling telling);
}
