package dev.keywright.e2e.demo.story;

import static dev.keywright.e2e.demo.story.StoresReady.kubectl;

import dev.keywright.e2e.demo.stage.DemoObjects;
import dev.keywright.e2e.demo.stage.DemoVault;
import dev.keywright.e2e.demo.stage.Manifests;
import dev.keywright.e2e.demo.stage.Stage;
import java.time.Duration;

/** Somebody changes a value in Vault. */
final class ChangeArrives implements Step {
  @Override
  public String title() {
    return "A value changed in Vault arrives";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public void play(Stage stage, Telling telling) {
    DemoObjects objects = stage.objects();
    telling.say("A Deployment of two pods uses the Secret from now on.");
    telling.command(kubectl(stage, "apply -f deployment.yaml"));
    objects.apply(new Manifests(stage.cast()).deployment());
    Rollout.expectReady(stage, telling);
    String before = objects.value(Manifests.WEBHOOK_KEY);
    telling.command(
        "vault kv patch -mount=secret %s %s=...".formatted(DemoVault.PATH, DemoVault.WEBHOOK_KEY));
    int version = stage.vault().changeWebhookKey();
    String wanted = stage.vault().value(DemoVault.WEBHOOK_KEY);
    telling.expect(
        "Vault's version %d is in the Secret (checked every %d s)"
            .formatted(version, Manifests.INTERVAL_SECONDS),
        () -> objects.value(Manifests.WEBHOOK_KEY),
        wanted::equals,
        value -> Manifests.WEBHOOK_KEY + " is " + telling.mark(value));
    telling.say(
        "%s was %s and is %s"
            .formatted(Manifests.WEBHOOK_KEY, telling.mark(before), telling.mark(wanted)));
    Rollout.expectRevision(stage, telling);
  }
}
