package dev.keywright;

import dev.keywright.api.v1alpha1.ClusterSecretStore;
import dev.keywright.api.v1alpha1.SecretStore;
import dev.keywright.config.OperatorSettings;
import dev.keywright.core.Fingerprinter;
import dev.keywright.kube.FingerprintKeyStore;
import dev.keywright.kube.KubeClients;
import dev.keywright.kube.LeaderLease;
import dev.keywright.kube.StrippedInformers;
import dev.keywright.observability.HealthServer;
import dev.keywright.policy.PolicyEventFilter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the operator process.
 *
 * <pre>
 *   start: caches ─► controllers (standby) ─► leading: watch, trail, reconciles
 *   stop:  no new work ─► at most 20 s for work under way ─► lease given up ─► logins given back
 * </pre>
 */
final class OperatorProcess {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
  private static final Duration WORK_UNDER_WAY = Duration.ofSeconds(20);
  private static final Duration GIVE_BACK = Duration.ofSeconds(5);
  private static final Duration RETRY_CAP = Duration.ofMinutes(1);

  private final OperatorSettings settings;
  private final KubernetesClient client;
  private final InstantSource clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final PrimaryCache<SecretStore> storeCache = new PrimaryCache<>();
  private final PrimaryCache<ClusterSecretStore> clusterStoreCache = new PrimaryCache<>();
  private final StrippedInformers<Namespace> namespaces;
  private final PolicyServices policies;
  private final StoreServices stores;
  private final TrailServices trail;
  private final RotationServices rotations;
  private final Operator operator;

  OperatorProcess(OperatorSettings settings) {
    this.settings = settings;
    this.client = KubeClients.forOperator();
    Fingerprinter fingerprinter =
        new FingerprintKeyStore(client, settings.operatorNamespace(), random).open();
    String installation = installationId();
    this.namespaces =
        new StrippedInformers<>(
            settings.watchNamespaces().isEmpty()
                ? Map.of(StrippedInformers.EVERYWHERE, client.namespaces())
                : Map.of(),
            () -> new TransformingItemStore<>(OperatorProcess::labelsOnly));
    this.policies = new PolicyServices(settings, client, fingerprinter);
    this.trail = new TrailServices(settings, client, installation, clock);
    this.stores =
        new StoreServices(
            settings,
            client,
            new StoreServices.Seen(storeCache, clusterStoreCache, namespaces),
            new StoreServices.PolicyWaker(policies.directory(), policies.events()),
            clock);
    this.rotations =
        new RotationServices(
            new RotationServices.Ground(settings, client, fingerprinter, random, clock),
            new RotationServices.Neighbours(policies, stores, trail.rotations()),
            installation);
    this.operator = new Operator(this::configure);
    register(fingerprinter);
  }

  /** The version from the jar's manifest, {@code development} without one. */
  static String version() {
    String version = OperatorProcess.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Fills the caches and begins to work, or to stand by. Returns when the caches are filled. */
  void start() throws IOException {
    HealthServer health =
        new HealthServer(settings.httpPort(), metrics, () -> !stopping.get(), ready::get);
    LOG.atInfo()
        .addKeyValue("version", version())
        .addKeyValue("port", health.port())
        .log("Keywright is starting");
    var unused = namespaces.start(new IgnoreEvents());
    unused.join();
    policies.start().join();
    operator.start();
    if (!settings.leaderElection()) {
      startLeading();
    }
    ready.set(true);
    LOG.info("Keywright is ready");
  }

  /** Waits for {@link #stop}. */
  void awaitStop() throws InterruptedException {
    stopped.await();
  }

  /** Ends in good order; safe to call twice. */
  void stop() {
    if (!stopping.compareAndSet(false, true)) {
      return;
    }
    LOG.info("Keywright is stopping");
    stores.watch().stop();
    operator.stop();
    if (settings.leaderElection()) {
      new LeaderLease(client, settings.operatorNamespace(), settings.identity()).release();
    }
    policies.close();
    namespaces.close();
    stores.connections().close(GIVE_BACK);
    trail.close();
    client.close();
    stopped.countDown();
  }

  private void startLeading() {
    LOG.info("Leading");
    trail.start();
    stores.watch().start();
  }

  /** A process that lost the lease must not write another byte. */
  private void stopLeading() {
    if (!stopping.get()) {
      LOG.error("The lease was lost; ending at once so that the new leader is alone");
      Runtime.getRuntime().halt(1);
    }
  }

  private void configure(ConfigurationServiceOverrider overrider) {
    overrider
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withConcurrentReconciliationThreads(settings.reconcileThreads())
        .withUseSSAToPatchPrimaryResource(false)
        .withStopOnInformerErrorDuringStartup(false)
        .withReconciliationTerminationTimeout(WORK_UNDER_WAY);
    if (settings.leaderElection()) {
      overrider.withLeaderElectionConfiguration(leaderElection());
    }
  }

  private LeaderElectionConfiguration leaderElection() {
    Duration lease = settings.leaseDuration();
    return new LeaderElectionConfiguration(
        LeaderLease.NAME,
        settings.operatorNamespace(),
        lease,
        lease.multipliedBy(2).dividedBy(3),
        lease.dividedBy(6).plusMillis(1),
        settings.identity(),
        new LeaderCallbacks(this::startLeading, this::stopLeading, leader -> {}),
        false);
  }

  private void register(Fingerprinter fingerprinter) {
    storeCache.attach(operator.register(stores.stores(), this::controller));
    if (settings.watchNamespaces().isEmpty()) {
      clusterStoreCache.attach(operator.register(stores.clusterStores(), this::controller));
    }
    rotations.register(operator, this::controller);
    operator.register(
        policies.reconciler(
            new PolicyServices.Neighbours(stores, rotations.commits(), rotations, trail.policies()),
            fingerprinter,
            random,
            clock),
        configuration ->
            controller(
                configuration
                    .withGenerationAware(false)
                    .withOnUpdateFilter(new PolicyEventFilter())));
  }

  private <R extends HasMetadata> void controller(
      ControllerConfigurationOverrider<R> configuration) {
    configuration.withRetry(
        new GenericRetry()
            .setInitialInterval(Duration.ofSeconds(1))
            .setIntervalMultiplier(2)
            .setMaxInterval(RETRY_CAP.toMillis())
            .withoutMaxAttempts());
    if (!settings.watchNamespaces().isEmpty()) {
      configuration.settingNamespaces(settings.watchNamespaces());
    }
  }

  /**
   * The cluster is named by the uid of kube-system, as usual; an installation that may only look at
   * its own namespaces, by the uid of the key that it keeps there.
   */
  private String installationId() {
    HasMetadata named =
        settings.watchNamespaces().isEmpty()
            ? client.namespaces().withName("kube-system").get()
            : client
                .secrets()
                .inNamespace(settings.operatorNamespace())
                .withName(FingerprintKeyStore.NAME)
                .get();
    String cluster = named == null ? "unknown" : named.getMetadata().getUid();
    return cluster + "/" + settings.operatorNamespace();
  }

  private static Namespace labelsOnly(Namespace namespace) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(namespace.getMetadata().getName())
        .withResourceVersion(namespace.getMetadata().getResourceVersion())
        .withLabels(namespace.getMetadata().getLabels())
        .endMetadata()
        .build();
  }

  private static final class IgnoreEvents implements ResourceEventHandler<Namespace> {
    @Override
    public void onAdd(Namespace added) {}

    @Override
    public void onUpdate(Namespace before, Namespace after) {}

    @Override
    public void onDelete(Namespace deleted, boolean isFinalStateUnknown) {}
  }
}
