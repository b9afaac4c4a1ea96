package dev.keywright.kube;

import dev.keywright.api.v1alpha1.Adopt;
import dev.keywright.core.Fingerprint;
import dev.keywright.core.Fingerprinter;
import dev.keywright.core.ObjectKey;
import dev.keywright.core.Revision;
import dev.keywright.core.RevisionCause;
import dev.keywright.core.SecretMaterial;
import dev.keywright.sync.DesiredTarget;
import dev.keywright.sync.TargetWrite;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import java.util.Optional;

/** Targets that tests of this package start from: {@code shop/orders} with one password. */
final class Targets {
  static final Fingerprinter KEY = new Fingerprinter("k1", SecretMaterial.of(new byte[32]));
  static final TargetReader READER = new TargetReader(KEY);
  static final ObjectKey TARGET = new ObjectKey("shop", "orders");
  static final Revision R1 = new Revision("01jnmz0000aaaaaaaaaaaaaaaa");
  static final Revision R2 = new Revision("01jnmz1000aaaaaaaaaaaaaaaa");
  static final String UID = "uid-policy";
  static final String WRITTEN = "2026-03-04T12:00:00Z";

  private Targets() {}

  /** The write of {@code password} as revision {@code revision}. */
  static TargetWrite write(Revision revision, String password) {
    return write(revision, password, Adopt.Never);
  }

  static TargetWrite write(Revision revision, String password, Adopt adopt) {
    Map<String, SecretMaterial> data = Map.of("password", SecretMaterial.ofUtf8(password));
    return new TargetWrite(
        TARGET,
        UID,
        new DesiredTarget("orders", "Opaque", data),
        revision,
        RevisionCause.SourceChanged,
        fingerprint(data),
        "7",
        Optional.empty(),
        adopt);
  }

  static Fingerprint fingerprint(Map<String, SecretMaterial> data) {
    return KEY.of("target/shop/orders", data);
  }

  /** The Secret that the API server has after that write, with what others put on it. */
  static Secret written(Revision revision, String password) {
    return new SecretBuilder(TargetMarks.fresh(write(revision, password)))
        .editMetadata()
        .withUid("uid-secret")
        .withResourceVersion("41")
        .addToLabels("team", "shop")
        .addToAnnotations("example.com/note", "theirs")
        .addToManagedFields(
            new ManagedFieldsEntryBuilder()
                .withManager("keywright")
                .withOperation("Update")
                .withTime(WRITTEN)
                .build(),
            new ManagedFieldsEntryBuilder()
                .withManager("kubectl-edit")
                .withOperation("Update")
                .withTime("2026-03-04T12:30:00Z")
                .build())
        .endMetadata()
        .build();
  }

  static OwnerReference owner(String kind, String name, String uid) {
    return new OwnerReferenceBuilder()
        .withApiVersion(kind.equals("SecretPolicy") ? "keywright.dev/v1alpha1" : "v1")
        .withKind(kind)
        .withName(name)
        .withUid(uid)
        .build();
  }
}
