package dev.keywright.e2e.demo.story;

import static dev.keywright.e2e.demo.story.StoresReady.kubectl;

import dev.keywright.api.ApiNames;
import dev.keywright.api.v1alpha1.RotationOutcome;
import dev.keywright.api.v1alpha1.SecretRotation;
import dev.keywright.api.v1alpha1.SecretRotationStatus;
import dev.keywright.e2e.demo.screen.Table;
import dev.keywright.e2e.demo.stage.DemoObjects;
import dev.keywright.e2e.demo.stage.DemoVault;
import dev.keywright.e2e.demo.stage.Manifests;
import dev.keywright.e2e.demo.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Somebody asks for a new API token. */
final class TokenRotates implements Step {
  private final InstantSource clock;

  TokenRotates(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String title() {
    return "An API token is rotated on request";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public void play(Stage stage, Telling telling) {
    DemoObjects objects = stage.objects();
    String before = objects.value(Manifests.API_TOKEN);
    int version = stage.vault().version();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    telling.say(
        "The value is made by the operator, written to Vault first, and proven there before anything uses it.");
    telling.command(
        kubectl(
            stage,
            "annotate secpol orders --overwrite %s=%s"
                .formatted(ApiNames.ROTATE_REQUESTED_AT, now)));
    objects.annotatePolicy(ApiNames.ROTATE_REQUESTED_AT, now.toString());
    String after = expectNewToken(stage, telling, before, version);
    telling.say(
        "%s was %s and is %s"
            .formatted(Manifests.API_TOKEN, telling.mark(before), telling.mark(after)));
    Rollout.expectRevision(stage, telling);
    expectDone(stage, telling);
    telling.command(
        "vault kv get -mount=secret -version=%d -field=%s %s"
            .formatted(version, DemoVault.TOKEN, DemoVault.PATH));
    telling.check(
        "the old token stays readable in Vault as version " + version,
        stage.vault().value(DemoVault.TOKEN, version).equals(before),
        "another value in that version");
  }

  private static String expectNewToken(Stage stage, Telling telling, String before, int version) {
    telling.expect(
        "Vault has the new token as version " + (version + 1),
        stage.vault()::version,
        current -> current == version + 1,
        current -> "version " + current);
    String made = stage.vault().value(DemoVault.TOKEN);
    telling.expect(
        "the Secret has it, its other keys are untouched",
        stage.objects()::data,
        FirstSync.wanted(stage)::equals,
        seen -> seen.isEmpty() ? "no Secret" : "a Secret with other values");
    telling.check("it is another token than before", !made.equals(before), "the old token");
    return made;
  }

  private static void expectDone(Stage stage, Telling telling) {
    List<SecretRotation> runs =
        telling.expect(
            "the run is done: every pod was seen on the new token",
            stage.objects()::runs,
            seen ->
                seen.size() == 1
                    && status(seen.getFirst())
                        .filter(status -> status.outcome() == RotationOutcome.Done)
                        .isPresent(),
            TokenRotates::describe);
    telling.command(kubectl(stage, "get secrot"));
    SecretRotation run = runs.getFirst();
    SecretRotationStatus status = status(run).orElseThrow();
    telling.show(
        Table.of("NAME", "POLICY", "PHASE", "OUTCOME", "STARTED", "FINISHED")
            .row(
                run.getMetadata().getName(),
                run.getSpec().policyRef().name(),
                String.valueOf(status.phase()),
                String.valueOf(status.outcome()),
                String.valueOf(status.startedTime()),
                String.valueOf(status.finishedTime())));
  }

  private static Optional<SecretRotationStatus> status(SecretRotation run) {
    return Optional.ofNullable(run.getStatus());
  }

  private static String describe(List<SecretRotation> runs) {
    return runs.isEmpty()
        ? "no run"
        : String.join(
            ", ",
            runs.stream()
                .map(
                    run ->
                        run.getMetadata().getName()
                            + " in phase "
                            + status(run).map(SecretRotationStatus::phase).orElse(null))
                .toList());
  }
}
