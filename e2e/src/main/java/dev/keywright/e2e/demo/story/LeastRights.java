package dev.keywright.e2e.demo.story;

import dev.keywright.e2e.demo.ground.Cast;
import dev.keywright.e2e.demo.screen.Table;
import dev.keywright.e2e.demo.stage.Stage;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;

/** The operator acts as the chart's ServiceAccount. The API server is asked what that may do. */
final class LeastRights implements Step {
  @Override
  public String title() {
    return "The operator has the chart's rights and no more";
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void play(Stage stage, Telling telling) {
    Cast cast = stage.cast();
    String account =
        "system:serviceaccount:%s:%s".formatted(cast.operatorNamespace(), cast.serviceAccount());
    telling.say(
        "It is the packaged jar (process %d); its kubeconfig holds nothing but a token of its ServiceAccount."
            .formatted(stage.operator().process().identity().pid()));
    telling.command("%s auth can-i --list --as=%s".formatted(cast.kubectl(), account));
    Config config = Config.fromKubeconfig(stage.operator().kubeconfig().toFile());
    try (KubernetesClient operator = new KubernetesClientBuilder().withConfig(config).build()) {
      boolean everything = may(operator, "*", "*", "*");
      boolean update = may(operator, "update", "", "secrets");
      boolean delete = may(operator, "delete", "", "secrets");
      boolean edit = may(operator, "update", "keywright.dev", "secretpolicies");
      telling.show(
          Table.of("VERB", "RESOURCE", "ALLOWED")
              .row("update", "secrets", word(update))
              .row("delete", "secrets", word(delete))
              .row("update", "secretpolicies.keywright.dev", word(edit))
              .row("*", "*.*", word(everything)));
      telling.check(
          "it may write Secrets; it may not delete one, edit a policy, or do everything",
          update && !delete && !edit && !everything,
          "other answers, see the table");
    }
  }

  private static boolean may(
      KubernetesClient operator, String verb, String group, String resource) {
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(verb)
            .withGroup(group)
            .withResource(resource)
            .endResourceAttributes()
            .endSpec()
            .build();
    return Boolean.TRUE.equals(
        operator
            .authorization()
            .v1()
            .selfSubjectAccessReview()
            .create(review)
            .getStatus()
            .getAllowed());
  }

  private static String word(boolean allowed) {
    return allowed ? "yes" : "no";
  }
}
