package dev.keywright.audit.record;

import dev.keywright.core.StoreReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lays records out as trees for canonical JSON. Absent parts are left out. */
final class RecordTree {
  private final Map<String, Object> members = new LinkedHashMap<>();

  private RecordTree() {}

  /** The tree of a whole record, with its hash only when {@code withHash}. */
  static Map<String, Object> of(AuditRecord entry, boolean withHash) {
    RecordTree tree = new RecordTree();
    tree.members.putAll(body(entry.draft(), entry.merged()));
    return tree.put("schema", RecordSchema.VERSION)
        .put("id", entry.id())
        .put("type", entry.draft().type())
        .put("severity", entry.draft().type().severity())
        .put("sequence", entry.sequence())
        .put("occurred", RecordText.timestamp(entry.draft().circumstances().occurred()))
        .put("recorded", RecordText.timestamp(entry.recorded()))
        .put("object", object(entry.object()))
        .put("producer", producer(entry.producer()))
        .put("chain", chain(entry.chain(), withHash))
        .members;
  }

  /** The tree of an outbox body. */
  static Map<String, Object> body(RecordDraft draft, Optional<Merge> merged) {
    Circumstances when = draft.circumstances();
    return new RecordTree()
        .put("actor", actor(when.actor()))
        .put("trigger", when.trigger().map(RecordTree::trigger))
        .put("run", when.run())
        .put("cause", when.cause())
        .put("recovered", when.recovered() ? Optional.of(true) : Optional.empty())
        .put("subject", subject(draft.subject()))
        .put("evidence", evidence(draft.evidence()))
        .put("result", result(draft.result()))
        .put("merged", merged.map(RecordTree::merge))
        .members;
  }

  private static Map<String, Object> actor(Actor actor) {
    return new RecordTree()
        .put("kind", actor.kind())
        .put("username", actor.username())
        .put("verification", actor.verification())
        .members;
  }

  private static Map<String, Object> trigger(Trigger trigger) {
    return new RecordTree()
        .put("kind", trigger.kind())
        .put("key", trigger.key())
        .put("reason", trigger.reason())
        .members;
  }

  private static Map<String, Object> subject(Subject subject) {
    return new RecordTree()
        .put("policy", subject.policy().map(RecordTree::policy))
        .put("store", subject.store().map(RecordTree::store))
        .put("target", subject.target().map(RecordTree::target))
        .put("secret", subject.secret().map(RecordTree::secret))
        .members;
  }

  private static Map<String, Object> policy(Subject.Policy policy) {
    return new RecordTree()
        .put("namespace", policy.namespace())
        .put("name", policy.name())
        .put("uid", policy.uid())
        .put("generation", policy.generation())
        .members;
  }

  private static Map<String, Object> store(Subject.Store store) {
    StoreReference reference = store.reference();
    return new RecordTree()
        .put("kind", reference.isCluster() ? "ClusterSecretStore" : "SecretStore")
        .put("namespace", reference.namespace())
        .put("name", reference.name())
        .put("path", store.path())
        .put("versionBefore", store.versionBefore())
        .put("versionAfter", store.versionAfter())
        .members;
  }

  private static Map<String, Object> target(Subject.Target target) {
    return new RecordTree()
        .put("kind", target.kind())
        .put("host", target.host())
        .put("principal", target.principal())
        .members;
  }

  private static Map<String, Object> secret(Subject.Secret secret) {
    return new RecordTree()
        .put("kind", secret.kind())
        .put("namespace", secret.namespace())
        .put("name", secret.name())
        .put("keys", secret.keys())
        .put("keysOmitted", positive(secret.keysOmitted()))
        .put("revision", secret.revision())
        .members;
  }

  private static Map<String, Object> evidence(List<Evidence> pieces) {
    RecordTree tree = new RecordTree();
    for (Evidence piece : pieces) {
      switch (piece) {
        case Evidence.Content content -> tree.put("content", content(content));
        case Evidence.Probes probes ->
            tree.put("probes", probes.results().stream().map(RecordTree::probe).toList());
        case Evidence.Workloads workloads -> tree.put("workloads", workloads(workloads));
        case Evidence.StoreRequest request -> tree.put("storeRequest", request.id());
        case Evidence.SpecChange change -> tree.put("spec", spec(change));
        case Evidence.Editor editor -> tree.put("editor", editor.fieldManager());
        case Evidence.Parent parent -> tree.put("parent", parent(parent));
        case Evidence.Loss loss -> tree.put("loss", loss(loss));
      }
    }
    return tree.members;
  }

  private static Map<String, Object> content(Evidence.Content content) {
    return new RecordTree().put("before", content.before()).put("after", content.after()).members;
  }

  private static Map<String, Object> probe(Evidence.Probe probe) {
    return new RecordTree().put("name", probe.name()).put("passed", probe.passed()).members;
  }

  private static Map<String, Object> workloads(Evidence.Workloads workloads) {
    return new RecordTree()
        .put("states", workloads.states().stream().map(RecordTree::workload).toList())
        .put("omitted", positive(workloads.omitted()))
        .members;
  }

  private static Map<String, Object> workload(Evidence.Workload workload) {
    return new RecordTree()
        .put("kind", workload.kind())
        .put("name", workload.name())
        .put("ready", workload.ready())
        .put("total", workload.total())
        .members;
  }

  private static Map<String, Object> spec(Evidence.SpecChange change) {
    return new RecordTree()
        .put("hash", change.hash())
        .put("fields", change.fields())
        .put("omitted", positive(change.omitted()))
        .members;
  }

  private static Map<String, Object> parent(Evidence.Parent parent) {
    return new RecordTree()
        .put("epoch", parent.epoch())
        .put("seq", parent.seq())
        .put("hash", parent.hash())
        .members;
  }

  private static Map<String, Object> loss(Evidence.Loss loss) {
    return new RecordTree()
        .put("where", loss.where())
        .put("count", loss.count())
        .put("firstSeq", loss.firstSeq())
        .put("lastSeq", loss.lastSeq())
        .members;
  }

  private static Map<String, Object> result(Result result) {
    return new RecordTree()
        .put("outcome", result.outcome())
        .put("from", result.from())
        .put("to", result.to())
        .put("attempt", result.attempt())
        .put("reason", result.reason())
        .put("durationMillis", result.duration().map(duration -> duration.toMillis()))
        .members;
  }

  private static Map<String, Object> merge(Merge merge) {
    return new RecordTree()
        .put("count", merge.count())
        .put("firstSequence", merge.firstSequence())
        .put("lastSequence", merge.lastSequence())
        .put("since", RecordText.timestamp(merge.since()))
        .members;
  }

  private static Map<String, Object> object(AuditObject object) {
    return new RecordTree()
        .put("kind", object.kind())
        .put("namespace", object.namespace())
        .put("name", object.name())
        .put("uid", object.uid())
        .members;
  }

  private static Map<String, Object> producer(Producer producer) {
    return new RecordTree()
        .put("version", producer.version())
        .put("pod", producer.pod())
        .put("term", producer.term())
        .members;
  }

  private static Map<String, Object> chain(ChainPosition chain, boolean withHash) {
    return new RecordTree()
        .put("cluster", chain.cluster())
        .put("epoch", chain.epoch())
        .put("seq", chain.seq())
        .put("prevHash", chain.prevHash())
        .put("hash", withHash ? Optional.of(chain.hash()) : Optional.empty())
        .members;
  }

  private static Optional<Integer> positive(int count) {
    return count > 0 ? Optional.of(count) : Optional.empty();
  }

  /** Adds a member unless its value is absent or empty. Other types stand as their text. */
  private RecordTree put(String name, Object value) {
    switch (value) {
      case Optional<?> optional -> optional.ifPresent(present -> put(name, present));
      case Map<?, ?> map when map.isEmpty() -> {}
      case List<?> list when list.isEmpty() -> {}
      case Map<?, ?> _, List<?> _, Number _, Boolean _ -> members.put(name, value);
      default -> members.put(name, value.toString());
    }
    return this;
  }
}
