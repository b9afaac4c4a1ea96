package dev.keywright.e2e.demo.story;

import dev.keywright.api.v1alpha1.Condition;
import dev.keywright.e2e.demo.screen.Table;
import dev.keywright.e2e.demo.stage.DemoObjects;
import dev.keywright.e2e.demo.stage.Manifests;
import dev.keywright.e2e.demo.stage.Stage;
import java.time.Duration;
import java.util.Optional;

/** Two stores: Vault without a secret, AWS with an access key. */
final class StoresReady implements Step {
  @Override
  public String title() {
    return "Two stores are ready";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public void play(Stage stage, Telling telling) {
    Manifests manifests = new Manifests(stage.cast());
    DemoObjects objects = stage.objects();
    telling.say(
        "Vault is opened with a short-lived token of ServiceAccount orders: no secret is kept for it.");
    telling.say(
        "AWS Secrets Manager (moto stands in for it) is opened with an access key in a Secret.");
    telling.command(kubectl(stage, "apply -f stores.yaml"));
    telling.show(manifests.stores(stage.vault(), stage.aws()));
    objects.apply(manifests.accounts(stage.aws()));
    objects.apply(manifests.stores(stage.vault(), stage.aws()));
    for (String store : new String[] {"vault", "aws"}) {
      telling.expect(
          "secstore/%s is ready".formatted(store),
          () -> objects.storeReady(store),
          ready -> ready.filter(condition -> condition.status().equals("True")).isPresent(),
          StoresReady::describe);
    }
    telling.command(kubectl(stage, "get secstore"));
    telling.show(
        Table.of("NAME", "READY", "REASON", "IDENTITY")
            .row(row(objects, "vault"))
            .row(row(objects, "aws")));
  }

  /** A kubectl command in the application's namespace. */
  static String kubectl(Stage stage, String arguments) {
    return "%s -n %s %s".formatted(stage.cast().kubectl(), stage.cast().namespace(), arguments);
  }

  static String describe(Optional<Condition> condition) {
    return condition
        .map(
            found ->
                "%s=%s, %s: %s"
                    .formatted(found.type(), found.status(), found.reason(), found.message()))
        .orElse("no such condition");
  }

  private static String[] row(DemoObjects objects, String store) {
    Condition ready = objects.storeReady(store).orElseThrow();
    String identity = objects.store(store).getStatus().identity();
    return new String[] {store, ready.status(), ready.reason(), identity == null ? "" : identity};
  }
}
