package dev.keywright.e2e.bench.stage;

import dev.keywright.e2e.bench.load.BareHttp;
import dev.keywright.e2e.bench.measure.Witness;
import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.progress.Progress;
import dev.keywright.e2e.launcher.vault.VaultSetup;
import dev.keywright.e2e.operator.ChartRights;
import dev.keywright.e2e.operator.OperatorUnderTest;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The real components with everything that all scenarios need: the operator's ServiceAccount with
 * the chart's rights, a role in Vault that this operator alone logs in with, and an account that
 * may do everything to make the load with. The operator serves a class of its own, so that others
 * on the same cluster are left alone. Closing removes all of it and ends the operators.
 */
public final class Stage implements AutoCloseable {
  private static final String ACCOUNT = "keywright";
  private static final String LOADER = "loader";
  private static final Duration TOKEN_TIME = Duration.ofHours(6);
  private static final String UNSERVED = "nobody";

  private final RealComponents real;
  private final Progress progress;
  private final KubernetesClient admin;
  private final String id;
  private final VaultSetup vault;
  private final BareHttp api;
  private final BareHttp values;
  private final Path kubeconfig;
  private final List<OperatorUnderTest> operators = new ArrayList<>();
  private final Set<String> unserved = new HashSet<>();
  private int workspaces;

  public Stage(RealComponents real, Progress progress) {
    this.real = real;
    this.progress = progress;
    this.admin = real.access().admin();
    this.id = "bench-" + Long.toString(System.nanoTime() & 0xFFFFFFFL, 36);
    new ChartRights(Checkout.current().root().resolve("helm/keywright")).grant(admin, id, ACCOUNT);
    permitLoader();
    this.vault = real.vaultSetup();
    openVault();
    this.api =
        BareHttp.apiServer(real.controlPlane().url(), real.controlPlane().caPem(), token(LOADER));
    this.values = BareHttp.vault(real.vault().address(), real.vault().rootToken());
    this.kubeconfig = real.access().kubeconfig(id, ACCOUNT);
  }

  /** What is needed to play. */
  public static Set<Component> components() {
    EnumSet<Component> needed = EnumSet.of(Component.VAULT);
    needed.addAll(Component.CONTROL_PLANE);
    return needed;
  }

  /** A name that nothing else in the cluster and in Vault begins with. */
  public String id() {
    return id;
  }

  /** Who is told what goes on. */
  public Progress progress() {
    return progress;
  }

  /** A client with all rights, for the few calls that are not measured. */
  public KubernetesClient admin() {
    return admin;
  }

  /** The API server, for load: may do everything. */
  public BareHttp api() {
    return api;
  }

  /** Vault, for load: may do everything. */
  public BareHttp values() {
    return values;
  }

  /** The API server as the operator's own account, for the limit. */
  public BareHttp apiAsOperator() {
    return BareHttp.apiServer(
        real.controlPlane().url(), real.controlPlane().caPem(), token(ACCOUNT));
  }

  /** Vault with the rights of the operator's own login, for the limit. */
  public BareHttp valuesAsOperator() {
    String token =
        vault
            .api()
            .write("auth/token/create", Map.of("policies", List.of(id), "ttl", "6h"))
            .at("/auth/client_token")
            .asText();
    return BareHttp.vault(real.vault().address(), token);
  }

  /** A namespace with a store, whose policies the operator serves. */
  public Workspace workspace(String name) {
    return new Workspace(this, name + "-" + ++workspaces, true);
  }

  /** A namespace whose policies no operator looks at. */
  public Workspace unservedWorkspace(String name) {
    String unique = name + "-" + ++workspaces;
    unserved.add(id + "-" + unique);
    return new Workspace(this, unique, false);
  }

  /** Starts the operator as it is packaged and waits until it is ready. */
  public OperatorUnderTest startOperator(String... flags) {
    OperatorUnderTest operator = beginOperator(flags);
    operator.awaitReady(Duration.ofMillis(50));
    return operator;
  }

  /** Starts the operator as it is packaged. */
  public OperatorUnderTest beginOperator(String... flags) {
    List<String> all = new ArrayList<>(List.of("--operator-namespace=" + id, "--class=" + id));
    all.addAll(List.of(flags));
    OperatorUnderTest operator = OperatorUnderTest.begin(kubeconfig, real.directory().logs(), all);
    operators.add(operator);
    return operator;
  }

  /** Watches what the operator does from now on. */
  public Witness witness() {
    String accounts = "system:serviceaccount:" + id + ":";
    return new Witness(
        new Witness.Subject(
            accounts + ACCOUNT,
            accounts,
            id + "/",
            "auth/" + id + "/login",
            real.controlPlane().requireAuditLog(),
            real.vault().auditLog()));
  }

  /** Ends all operators and takes down what was set up; the components stay. */
  @Override
  public void close() {
    operators.forEach(OperatorUnderTest::close);
    admin.namespaces().withName(id).delete();
    for (String binding : List.of(id, id + "-" + LOADER)) {
      admin.rbac().clusterRoleBindings().withName(binding).delete();
    }
    admin.rbac().clusterRoles().withName(id).delete();
    vault.api().delete("sys/auth/" + id);
    vault.api().delete("sys/policies/acl/" + id);
    vault.close();
    api.close();
    values.close();
  }

  /** The class that policies of {@code namespace} carry. */
  String servedClass(String namespace) {
    return unserved.contains(namespace) ? UNSERVED : id;
  }

  /** The store of a workspace. */
  String storeJson() {
    return """
    {"apiVersion":"keywright.dev/v1alpha1","kind":"SecretStore","metadata":{"name":"vault"},
     "spec":{"class":"%1$s","provider":{"vault":{"address":"%2$s","mount":"secret",
       "auth":{"jwt":{"mount":"%1$s","role":"%1$s","serviceAccountRef":{"name":"default"},"audiences":["vault"]}}}}}}
    """
        .formatted(id, real.vault().address());
  }

  private String token(String account) {
    return real.access().token(id, account, List.of(), TOKEN_TIME);
  }

  private void permitLoader() {
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(LOADER)
                .withNamespace(id)
                .endMetadata()
                .build())
        .create();
    admin
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(id + "-" + LOADER)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                .addNewSubject("", "ServiceAccount", LOADER, id)
                .build())
        .create();
  }

  private void openVault() {
    vault
        .policy(
            id,
            """
            path "secret/data/%1$s/*" {capabilities=["create","read","update"]}
            path "secret/metadata/%1$s/*" {capabilities=["create","read","update","list"]}
            path "secret/data/.keywright/*" {capabilities=["create","read","update"]}
            path "secret/metadata/.keywright/*" {capabilities=["read","delete"]}
            """
                .formatted(id))
        .jwtAuth(id)
        .jwtRole(
            id,
            id,
            Map.of(
                "bound_audiences",
                List.of("vault"),
                "user_claim",
                "sub",
                "token_policies",
                List.of(id),
                "token_ttl",
                "1h"));
  }
}
