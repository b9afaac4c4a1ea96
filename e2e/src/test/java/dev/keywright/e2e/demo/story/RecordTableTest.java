package dev.keywright.e2e.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.audit.record.Actor;
import dev.keywright.audit.record.AuditObject;
import dev.keywright.audit.record.AuditRecord;
import dev.keywright.audit.record.AuditType;
import dev.keywright.audit.record.ChainPosition;
import dev.keywright.audit.record.Circumstances;
import dev.keywright.audit.record.Producer;
import dev.keywright.audit.record.RecordDraft;
import dev.keywright.audit.record.Result;
import dev.keywright.audit.record.Subject;
import dev.keywright.audit.record.Trigger;
import dev.keywright.core.Reason;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RecordTableTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");
  private static final String AWS_VERSION = "1912c4ec-edf3-4719-bc00-a3e8b11a6d17";

  @Test
  void aChangeInAStoreIsToldWithItsVersions() {
    Circumstances circumstances =
        Circumstances.at(NOON)
            .by(Actor.upstream("vault"))
            .after(Trigger.of(Trigger.Kind.UpstreamVersion, "shop/a=2, shop/b=" + AWS_VERSION));

    assertThat(
            rowOf(
                AuditObject.namespaced("SecretPolicy", "shop", "orders", UUID.randomUUID()),
                new RecordDraft(
                    AuditType.TargetUpdated,
                    circumstances,
                    Subject.NONE,
                    List.of(),
                    Result.of(Result.Outcome.Succeeded))))
        .isEqualTo(
            "7     12:00:00   TargetUpdated   secpol/orders   vault   UpstreamVersion shop/a=2, shop/b=1912c4ec…");
  }

  @Test
  void onlyTheFirstRecordOfARunNamesItsTrigger() {
    AuditObject run =
        AuditObject.namespaced("SecretRotation", "shop", "orders-1", UUID.randomUUID());

    assertThat(rowOf(run, phase("Requested", "Admitted")))
        .endsWith("Requested → Admitted; Request noon; vault version 2 → 3");
    assertThat(rowOf(run, phase("Admitted", "Staged")))
        .endsWith("Admitted → Staged; vault version 2 → 3");
  }

  @Test
  void whatDidNotSucceedSaysSo() {
    AuditObject store = AuditObject.namespaced("SecretStore", "shop", "vault", UUID.randomUUID());

    assertThat(
            rowOf(
                store,
                new RecordDraft(
                    AuditType.AccessRefused,
                    Circumstances.at(NOON),
                    Subject.NONE,
                    List.of(),
                    Result.of(Result.Outcome.Refused, Reason.AccessDenied))))
        .endsWith("secstore/vault   keywright   Refused; AccessDenied");
  }

  private static RecordDraft phase(String from, String to) {
    Subject.Store store =
        Subject.Store.of(StoreReference.namespaced("shop", "vault"), "shop/a")
            .before(new SourceVersion("2"))
            .after(new SourceVersion("3"));
    return new RecordDraft(
        AuditType.RotationPhaseEnded,
        Circumstances.at(NOON).after(Trigger.request("request:noon", Optional.empty())),
        Subject.of(store),
        List.of(),
        Result.of(Result.Outcome.Succeeded).step(from, to));
  }

  private static String rowOf(AuditObject object, RecordDraft draft) {
    AuditRecord record =
        new AuditRecord(
            object,
            1,
            draft,
            Optional.empty(),
            NOON,
            new Producer("1", "pod", 1),
            new ChainPosition("cluster", 1, 7, "0".repeat(64), "1".repeat(64)));
    return RecordTable.of(List.of(record)).toString().lines().toList().getLast();
  }
}
