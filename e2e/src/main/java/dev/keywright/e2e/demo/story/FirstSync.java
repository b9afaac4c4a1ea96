package dev.keywright.e2e.demo.story;

import static dev.keywright.e2e.demo.story.StoresReady.kubectl;

import dev.keywright.e2e.demo.screen.Table;
import dev.keywright.e2e.demo.stage.DemoAws;
import dev.keywright.e2e.demo.stage.DemoObjects;
import dev.keywright.e2e.demo.stage.DemoVault;
import dev.keywright.e2e.demo.stage.Manifests;
import dev.keywright.e2e.demo.stage.Stage;
import java.time.Duration;
import java.util.Map;

/** One policy makes one Secret from both stores. */
final class FirstSync implements Step {
  @Override
  public String title() {
    return "One policy makes one Secret from both stores";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public void play(Stage stage, Telling telling) {
    Manifests manifests = new Manifests(stage.cast());
    DemoObjects objects = stage.objects();
    telling.command(kubectl(stage, "apply -f policy.yaml"));
    telling.show(manifests.policy());
    objects.apply(manifests.policy());
    Map<String, String> wanted = wanted(stage);
    telling.expect(
        "the Secret holds, byte for byte, what Vault and AWS hold",
        objects::data,
        wanted::equals,
        data -> data.isEmpty() ? "no Secret" : "a Secret with other values");
    stage.chronicle().sawRevision(objects.revision());
    telling.command(kubectl(stage, "get secret orders -o yaml"));
    telling.show(contents(objects, telling));
  }

  /** What the Secret must hold now, read from the stores. */
  static Map<String, String> wanted(Stage stage) {
    return Map.of(
        Manifests.API_TOKEN, stage.vault().value(DemoVault.TOKEN),
        Manifests.WEBHOOK_KEY, stage.vault().value(DemoVault.WEBHOOK_KEY),
        Manifests.PARTNER_KEY, stage.aws().value(DemoAws.KEY));
  }

  /** The Secret's keys, with marks for their values. */
  static Table contents(DemoObjects objects, Telling telling) {
    Table table = Table.of("KEY", "VALUE");
    objects.data().forEach((key, value) -> table.row(key, telling.mark(value)));
    return table;
  }
}
