package dev.keywright.e2e.demo.story;

import static dev.keywright.e2e.demo.story.StoresReady.kubectl;

import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.e2e.demo.screen.Table;
import dev.keywright.e2e.demo.stage.DemoObjects;
import dev.keywright.e2e.demo.stage.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Vault is not there. */
final class StoreDown implements Step {
  @Override
  public String title() {
    return "Vault is down: the Secret stays";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public void play(Stage stage, Telling telling) {
    DemoObjects objects = stage.objects();
    Map<String, String> data = objects.data();
    String resourceVersion = resourceVersion(objects);
    long pid = stage.vault().kill();
    telling.say(
        "Vault was ended with SIGKILL (process %d); nothing listens at %s."
            .formatted(pid, stage.vault().address()));
    telling.say(
        "A policy speaks of an outage once three of its checks have failed, about 10 s from now; the store does at once.");
    telling.expect(
        "the store says so",
        () -> objects.storeReady("vault"),
        ready -> isFalse(ready, "ProviderUnavailable"),
        StoresReady::describe);
    telling.expect(
        "the policy says that it is no longer in step",
        () -> objects.policyCondition("Synced"),
        synced -> isFalse(synced, "ProviderUnavailable"),
        StoresReady::describe);
    telling.command(kubectl(stage, "describe secpol orders"));
    telling.show(conditions(objects));
    telling.check(
        "it is still ready: its consumers have good values",
        objects.policyCondition("Ready").filter(ready -> ready.status().equals("True")).isPresent(),
        StoresReady.describe(objects.policyCondition("Ready")));
    telling.check(
        "the Secret was not touched (resourceVersion %s)".formatted(resourceVersion),
        objects.data().equals(data) && resourceVersion(objects).equals(resourceVersion),
        "resourceVersion " + resourceVersion(objects));
  }

  /** The policy's conditions as a table. */
  static Table conditions(DemoObjects objects) {
    Table table = Table.of("CONDITION", "STATUS", "REASON", "MESSAGE");
    for (String type : new String[] {"Ready", "Synced"}) {
      Condition condition = objects.policyCondition(type).orElseThrow();
      table.row(type, condition.status(), condition.reason(), condition.message());
    }
    return table;
  }

  private static boolean isFalse(Optional<Condition> condition, String reason) {
    return condition
        .filter(found -> found.status().equals("False") && found.reason().equals(reason))
        .isPresent();
  }

  private static String resourceVersion(DemoObjects objects) {
    return objects.secret().map(found -> found.getMetadata().getResourceVersion()).orElse("none");
  }
}
