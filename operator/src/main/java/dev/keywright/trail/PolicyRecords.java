package dev.keywright.trail;

import dev.keywright.api.v1alpha1.SecretPolicy;
import dev.keywright.audit.record.Actor;
import dev.keywright.audit.record.Circumstances;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.Subject;
import dev.keywright.audit.record.TargetRecords;
import dev.keywright.audit.record.Trigger;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.StoreReference;
import dev.keywright.sync.SyncFact;
import dev.keywright.sync.TargetWrite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Audit records of what sync did. Pure. */
final class PolicyRecords {
  private PolicyRecords() {}

  static RecordDraft of(SecretPolicy policy, SyncFact fact, Instant now) {
    return switch (fact) {
      case SyncFact.TargetWritten written -> written(policy, written, now);
      case SyncFact.AccessRefused refused ->
          TargetRecords.accessRefused(
              Circumstances.at(now), refusedSubject(policy, refused), refused.diagnosis().reason());
    };
  }

  private static RecordDraft written(
      SecretPolicy policy, SyncFact.TargetWritten fact, Instant now) {
    TargetWrite write = fact.write();
    Subject subject =
        subjectOf(policy)
            .with(
                Subject.Secret.of(
                    write.policy().namespace(),
                    write.desired().name(),
                    List.copyOf(write.desired().data().keySet()),
                    Optional.of(write.revision())));
    Circumstances when = circumstances(fact, now);
    Optional<Fingerprint> before =
        Optional.of(fact.before()).filter(Fingerprint::isWellFormed).map(Fingerprint::parse);
    return switch (fact.action()) {
      case CREATED -> TargetRecords.created(when, subject, write.fingerprint());
      case UPDATED -> TargetRecords.updated(when, subject, before, write.fingerprint());
      case REPAIRED ->
          TargetRecords.repaired(when, subject, before, write.fingerprint(), fact.editor());
      case ADOPTED -> TargetRecords.adopted(when, subject, write.fingerprint());
    };
  }

  private static Circumstances circumstances(SyncFact.TargetWritten fact, Instant now) {
    Circumstances made = Circumstances.at(now).because(fact.write().revision().id());
    Circumstances when = fact.isFoundLater() ? made.foundLater() : made;
    Circumstances inRun = fact.write().rotation().map(when::inRun).orElse(when);
    if (fact.action() == SyncFact.TargetAction.REPAIRED) {
      return inRun.after(Trigger.of(Trigger.Kind.Drift));
    }
    return switch (fact.write().cause()) {
      case SourceChanged ->
          inRun
              .by(Actor.upstream("store"))
              .after(Trigger.of(Trigger.Kind.UpstreamVersion, fact.write().version()));
      case SpecChanged -> inRun.after(Trigger.of(Trigger.Kind.SpecChange));
      case Created, Adopted, Rotated -> inRun;
    };
  }

  private static Subject refusedSubject(SecretPolicy policy, SyncFact.AccessRefused refused) {
    Subject subject = subjectOf(policy);
    return refused.store().isEmpty()
        ? subject
        : subject.with(Subject.Store.of(storeOf(policy, refused.store()), refused.path()));
  }

  private static StoreReference storeOf(SecretPolicy policy, String text) {
    String name = text.substring(text.indexOf('/') + 1);
    return text.startsWith("csecstore/")
        ? StoreReference.cluster(name)
        : StoreReference.namespaced(policy.getMetadata().getNamespace(), name);
  }

  private static Subject subjectOf(SecretPolicy policy) {
    var meta = policy.getMetadata();
    return Subject.of(
        new Subject.Policy(
            meta.getNamespace(),
            meta.getName(),
            UUID.fromString(meta.getUid()),
            meta.getGeneration() == null ? 0 : meta.getGeneration()));
  }
}
