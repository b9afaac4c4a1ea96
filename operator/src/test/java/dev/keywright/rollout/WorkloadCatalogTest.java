package dev.keywright.rollout;

import static dev.keywright.rollout.RolloutFixtures.MADE;
import static dev.keywright.rollout.RolloutFixtures.ROLLED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.rollout.WorkloadRollout.Obstacle;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadCatalogTest {
  private final WorkloadCatalog catalog = new WorkloadCatalog();

  @Test
  void findsReadersByNamespaceAndSecret() {
    Workload api = reader("api", "1", Map.of("db", SecretUse.Mounted, "tls", SecretUse.Mounted));
    Workload web = reader("web", "1", Map.of("db", SecretUse.ReadAtStart));
    add(web);
    add(api);
    assertThat(catalog.using("shop", "db")).containsExactly(api, web);
    assertThat(catalog.using("shop", "tls")).containsExactly(api);
    assertThat(catalog.using("other", "db")).isEmpty();
  }

  @Test
  void forgetsWhatIsNoLongerRead() {
    Workload before = reader("api", "1", Map.of("db", SecretUse.Mounted));
    Workload after = reader("api", "2", Map.of("tls", SecretUse.Mounted));
    add(before);
    catalog.replace(Optional.of(before), Optional.of(after));
    assertThat(catalog.using("shop", "db")).isEmpty();
    assertThat(catalog.using("shop", "tls")).containsExactly(after);
    catalog.replace(Optional.of(after), Optional.empty());
    assertThat(catalog.using("shop", "tls")).isEmpty();
  }

  @Test
  void notesTheSecretsOfBothStates() {
    Workload before = reader("api", "1", Map.of("db", SecretUse.Mounted));
    add(before);
    assertThat(catalog.takeChanges()).isEqualTo(Map.of("shop", Set.of("db")));
    assertThat(catalog.takeChanges()).isEmpty();
    Workload after = reader("api", "2", Map.of("tls", SecretUse.Mounted));
    catalog.replace(Optional.of(before), Optional.of(after));
    assertThat(catalog.takeChanges()).isEqualTo(Map.of("shop", Set.of("db", "tls")));
  }

  @Test
  void aNewResourceVersionAloneIsNoNews() {
    Workload before = reader("api", "1", Map.of("db", SecretUse.Mounted));
    Workload after = reader("api", "2", Map.of("db", SecretUse.Mounted));
    add(before);
    catalog.takeChanges();
    catalog.replace(Optional.of(before), Optional.of(after));
    assertThat(catalog.takeChanges()).isEmpty();
    assertThat(catalog.using("shop", "db")).containsExactly(after);
  }

  @Test
  void anotherWayOfReadingIsNews() {
    Workload before = reader("api", "1", Map.of("db", SecretUse.Mounted));
    add(before);
    catalog.takeChanges();
    catalog.replace(
        Optional.of(before), Optional.of(reader("api", "2", Map.of("db", SecretUse.ReadAtStart))));
    assertThat(catalog.takeChanges()).isEqualTo(Map.of("shop", Set.of("db")));
  }

  @Test
  void aFinishedRolloutIsNews() {
    Workload after = reader("api", "2", Map.of("db", SecretUse.Mounted));
    Workload before =
        new Workload(
            after.id(),
            "1",
            after.createdAt(),
            after.secrets(),
            after.revisions(),
            new WorkloadRollout(1, false, Obstacle.None));
    add(before);
    catalog.takeChanges();
    catalog.replace(Optional.of(before), Optional.of(after));
    assertThat(catalog.takeChanges()).isEqualTo(Map.of("shop", Set.of("db")));
  }

  private void add(Workload workload) {
    catalog.replace(Optional.empty(), Optional.of(workload));
  }

  private static Workload reader(String name, String version, Map<String, SecretUse> secrets) {
    return new Workload(
        new WorkloadId(WorkloadKind.Deployment, "shop", name, "uid-" + name),
        version,
        MADE,
        secrets,
        Map.of(),
        ROLLED_OUT);
  }
}
