package dev.keywright.e2e.demo.story;

import static dev.keywright.e2e.demo.story.StoresReady.kubectl;

import dev.keywright.e2e.demo.stage.DemoObjects;
import dev.keywright.e2e.demo.stage.Stage;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Somebody deletes the Secret. */
final class DeletedSecretIsBack implements Step {
  @Override
  public String title() {
    return "A Secret deleted by hand is back";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public void play(Stage stage, Telling telling) {
    DemoObjects objects = stage.objects();
    String uid = objects.secret().map(DeletedSecretIsBack::uid).orElse("");
    String revision = objects.revision();
    Map<String, String> data = objects.data();
    long generation = objects.deployment().getMetadata().getGeneration();
    telling.command(kubectl(stage, "delete secret orders"));
    objects.deleteSecret();
    Optional<Secret> back =
        telling.expect(
            "there is another Secret of that name",
            objects::secret,
            secret -> secret.filter(found -> !uid(found).equals(uid)).isPresent(),
            secret -> secret.isPresent() ? "the old Secret" : "no Secret");
    telling.say(
        "its uid was %s and is %s".formatted(uid, back.map(DeletedSecretIsBack::uid).orElse("")));
    telling.check(
        "with the same values as the same revision " + revision,
        objects.data().equals(data) && objects.revision().equals(revision),
        "revision " + objects.revision());
    telling.check(
        "and no pod was restarted for it",
        objects.deployment().getMetadata().getGeneration() == generation,
        "another generation of the Deployment");
  }

  private static String uid(Secret secret) {
    return secret.getMetadata().getUid();
  }
}
