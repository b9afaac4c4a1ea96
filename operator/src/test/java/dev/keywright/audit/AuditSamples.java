package dev.keywright.audit;

import dev.keywright.audit.record.Actor;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.ChangeRecords;
import dev.keywright.audit.record.Circumstances;
import dev.keywright.audit.record.Evidence;
import dev.keywright.audit.record.Producer;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.Result;
import dev.keywright.audit.record.Result.Outcome;
import dev.keywright.audit.record.RotationRecords;
import dev.keywright.audit.record.Subject;
import dev.keywright.audit.record.TargetRecords;
import dev.keywright.audit.record.TrailRecords;
import dev.keywright.audit.record.Trigger;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Reason;
import dev.keywright.core.Revision;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Records as the operator makes them: one of each type, with every part filled in somewhere. */
public final class AuditSamples {
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00.250Z");
  public static final String CLUSTER = "6f1c2d3e/keywright";
  public static final Producer PRODUCER = new Producer("0.1.0", "keywright-7d9f-abcde", 7);
  public static final AuditObject POLICY =
      AuditObject.namespaced("SecretPolicy", "shop", "orders-db", uid(1));
  public static final AuditObject ROTATION =
      AuditObject.namespaced("SecretRotation", "shop", "orders-db-0123456789abcdef", uid(2));
  public static final AuditObject STORE =
      AuditObject.cluster("ClusterSecretStore", "vault", uid(3));

  private static final Fingerprint BEFORE = new Fingerprint("k1", "0".repeat(31) + "1");
  private static final Fingerprint AFTER = new Fingerprint("k1", "a".repeat(32));
  private static final String CAUSE = "rotation/shop/orders-db-0123456789abcdef";

  private AuditSamples() {}

  public static UUID uid(long number) {
    return new UUID(0x1111222233334000L, 0x8000000000000000L | number);
  }

  public static Subject subject() {
    return Subject.of(new Subject.Policy("shop", "orders-db", uid(1), 3))
        .with(
            Subject.Store.of(StoreReference.cluster("vault"), "shop/orders-db")
                .before(new SourceVersion("41"))
                .after(new SourceVersion("42")))
        .with(
            Subject.Secret.of(
                "shop",
                "orders-db",
                List.of("username", "password"),
                Optional.of(new Revision("01kashw8jb7zj0a5rn4v3e6d2q"))));
  }

  public static Circumstances byItself() {
    return Circumstances.at(NOON)
        .after(Trigger.of(Trigger.Kind.UpstreamVersion, "42"))
        .because(CAUSE);
  }

  public static Circumstances onRequest() {
    return Circumstances.at(NOON)
        .by(Actor.claimed(Actor.Kind.User, "alice@example.org"))
        .after(Trigger.request("2026-11-23T11:59:00Z", Optional.of("seen in a \"log\"\nby ÄÖ 😀")))
        .inRun("orders-db-0123456789abcdef")
        .because(CAUSE);
  }

  /** One draft of each type, those of the trail itself included. */
  public static List<RecordDraft> all() {
    Subject subject = subject();
    return List.of(
        TargetRecords.created(byItself(), subject, AFTER),
        TargetRecords.updated(
            byItself().by(Actor.upstream("csecstore/vault")), subject, Optional.of(BEFORE), AFTER),
        TargetRecords.repaired(
            byItself().after(Trigger.of(Trigger.Kind.Drift)).foundLater(),
            subject,
            Optional.empty(),
            AFTER,
            Optional.of("kubectl-edit")),
        TargetRecords.adopted(byItself(), subject, AFTER),
        TargetRecords.deletionIntended(byItself(), subject, BEFORE),
        TargetRecords.deleted(byItself(), subject, BEFORE, Optional.of(AFTER)),
        TargetRecords.accessRefused(byItself(), subject, Reason.StoreNotAllowed),
        RotationRecords.requestAccepted(onRequest(), subject),
        RotationRecords.requestRefused(onRequest(), subject, Reason.InvalidSpec),
        RotationRecords.intended(onRequest(), subject, "Staged", "Applied", 1),
        RotationRecords.ended(
            onRequest(),
            subject.with(
                new Subject.Target(
                    "postgresql", Optional.of("orders-db.shop.svc"), Optional.of("orders_b"))),
            List.of(
                new Evidence.Content(Optional.of(BEFORE), Optional.of(AFTER)),
                new Evidence.Probes(
                    List.of(
                        new Evidence.Probe("login orders-db.shop.svc", true),
                        new Evidence.Probe("read back", true))),
                new Evidence.StoreRequest("0b5d-77aa")),
            Result.of(Outcome.Succeeded)
                .step("Applied", "Verified")
                .attempt(1)
                .took(Duration.ofMillis(48))),
        RotationRecords.held(
            onRequest(),
            subject,
            List.of(
                new Evidence.Workloads(
                    List.of(
                        new Evidence.Workload("Deployment", "orders", 2, 3),
                        new Evidence.Workload("StatefulSet", "worker", 1, 1)),
                    4)),
            "Propagated",
            Reason.RotationHeld),
        RotationRecords.aborted(onRequest(), subject, "Staged", Reason.RotationFailed),
        RotationRecords.done(
            onRequest(),
            subject,
            List.of(),
            Result.of(Outcome.Succeeded).step("Retired", "Done").took(Duration.ofMinutes(16))),
        ChangeRecords.policyChanged(
            Circumstances.at(NOON).after(Trigger.of(Trigger.Kind.SpecChange, "4")),
            subject,
            ChangeRecords.compare(
                Map.of("refresh", Map.of("interval", "5m")),
                Map.of("refresh", Map.of("interval", "1m"), "suspend", false))),
        ChangeRecords.storeChanged(
            Circumstances.at(NOON),
            Subject.of(Subject.Store.of(StoreReference.namespaced("shop", "vault"))),
            ChangeRecords.compare(Map.of(), Map.of("provider", Map.of("vault", "x")))),
        TrailRecords.epochStarted(NOON, Optional.of(new Evidence.Parent(2, 17, "c".repeat(64)))),
        TrailRecords.epochEnded(NOON),
        TrailRecords.heartbeat(NOON),
        TrailRecords.gap(
            NOON, new Evidence.Loss("file", 12, Optional.of(100L), Optional.of(111L))));
  }
}
