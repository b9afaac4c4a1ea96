package dev.keywright.e2e.demo.story;

import static dev.keywright.e2e.demo.story.StoresReady.kubectl;

import dev.keywright.e2e.demo.stage.DemoObjects;
import dev.keywright.e2e.demo.stage.Stage;
import java.time.Duration;
import java.util.Map;

/** Vault is there again. */
final class StoreBack implements Step {
  @Override
  public String title() {
    return "Vault is back: it recovers by itself";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public void play(Stage stage, Telling telling) {
    DemoObjects objects = stage.objects();
    telling.say(
        "Vault is started again on the same data and unsealed. Nobody touches the operator or the policy.");
    stage.vault().restart();
    telling.expect(
        "the store is ready",
        () -> objects.storeReady("vault"),
        ready -> ready.filter(found -> found.status().equals("True")).isPresent(),
        StoresReady::describe);
    telling.expect(
        "the policy is in step",
        () -> objects.policyCondition("Synced"),
        synced -> synced.filter(found -> found.status().equals("True")).isPresent(),
        StoresReady::describe);
    telling.command(kubectl(stage, "describe secpol orders"));
    telling.show(StoreDown.conditions(objects));
    int version = stage.vault().changeWebhookKey();
    Map<String, String> wanted = FirstSync.wanted(stage);
    telling.expect(
        "a value changed after the outage (version %d) is in the Secret".formatted(version),
        objects::data,
        wanted::equals,
        seen -> "the values of before");
    Rollout.expectRevision(stage, telling);
  }
}
