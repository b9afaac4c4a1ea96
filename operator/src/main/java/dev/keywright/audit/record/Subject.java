package dev.keywright.audit.record;

import dev.keywright.core.Revision;
import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a record is about. Names only.
 *
 * @param policy the policy at work
 * @param store the store and path read or written
 * @param target the system that accepts the credential (a database, a cloud account)
 * @param secret the Secret or ConfigMap in the cluster
 */
public record Subject(
    Optional<Policy> policy,
    Optional<Store> store,
    Optional<Target> target,
    Optional<Secret> secret) {

  /** About nothing but the trail itself. */
  public static final Subject NONE =
      new Subject(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** About a policy. */
  public static Subject of(Policy policy) {
    return NONE.with(policy);
  }

  /** About a store. */
  public static Subject of(Store store) {
    return NONE.with(store);
  }

  /** This, and the policy. */
  public Subject with(Policy policy) {
    return new Subject(Optional.of(policy), store, target, secret);
  }

  /** This, and the store. */
  public Subject with(Store store) {
    return new Subject(policy, Optional.of(store), target, secret);
  }

  /** This, and the system that accepts the credential. */
  public Subject with(Target target) {
    return new Subject(policy, store, Optional.of(target), secret);
  }

  /** This, and the object in the cluster. */
  public Subject with(Secret secret) {
    return new Subject(policy, store, target, Optional.of(secret));
  }

  /**
   * A policy as it was when the record was made.
   *
   * @param generation the generation of its spec, from 0 on
   */
  public record Policy(String namespace, String name, UUID uid, long generation) {
    public Policy {
      namespace = RecordText.require(namespace, RecordLimits.NAMESPACE);
      name = RecordText.require(name, RecordLimits.NAME);
    }
  }

  /**
   * A store, and what was read or written there.
   *
   * @param path the object's path; at most 512 characters are kept
   * @param versionBefore the version found
   * @param versionAfter the version left behind
   */
  public record Store(
      StoreReference reference,
      Optional<String> path,
      Optional<SourceVersion> versionBefore,
      Optional<SourceVersion> versionAfter) {
    public Store {
      reference =
          new StoreReference(
              RecordText.clip(reference.namespace(), RecordLimits.NAMESPACE),
              RecordText.require(reference.name(), RecordLimits.NAME));
      path = RecordText.clip(path, RecordLimits.PATH);
      versionBefore = versionBefore.map(Store::clean);
      versionAfter = versionAfter.map(Store::clean);
    }

    /** A store may name versions with text that has no UTF-8 form. */
    private static SourceVersion clean(SourceVersion version) {
      return new SourceVersion(RecordText.clip(version.id(), RecordLimits.VERSION));
    }

    /** A store as a whole. */
    public static Store of(StoreReference reference) {
      return new Store(reference, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** An object in a store. */
    public static Store of(StoreReference reference, String path) {
      return new Store(reference, Optional.of(path), Optional.empty(), Optional.empty());
    }

    /** The same object, and the version found there. */
    public Store before(SourceVersion version) {
      return new Store(reference, path, Optional.of(version), versionAfter);
    }

    /** The same object, and the version left behind. */
    public Store after(SourceVersion version) {
      return new Store(reference, path, versionBefore, Optional.of(version));
    }
  }

  /**
   * The system that accepts the credential.
   *
   * @param kind the driver's name
   * @param host where it is
   * @param principal the user, key or certificate there
   */
  public record Target(String kind, Optional<String> host, Optional<String> principal) {
    public Target {
      kind = RecordText.require(kind, RecordLimits.WORD);
      host = RecordText.clip(host, RecordLimits.NAME);
      principal = RecordText.clip(principal, RecordLimits.PRINCIPAL);
    }
  }

  /**
   * An object in the cluster that holds, or held, values.
   *
   * @param kind {@code Secret} or {@code ConfigMap}
   * @param keys the names of the keys in question, in any order; 32 are kept
   * @param keysOmitted how many more there were
   * @param revision the revision of its content
   */
  public record Secret(
      String kind,
      String namespace,
      String name,
      List<String> keys,
      int keysOmitted,
      Optional<Revision> revision) {
    public Secret {
      kind = RecordText.require(kind, RecordLimits.WORD);
      namespace = RecordText.require(namespace, RecordLimits.NAMESPACE);
      name = RecordText.require(name, RecordLimits.NAME);
      keysOmitted += Math.max(0, keys.size() - RecordLimits.LISTED);
      keys =
          RecordText.clip(
              keys.stream().sorted().limit(RecordLimits.LISTED).toList(), RecordLimits.NAME);
    }

    /** A Secret with the names of its keys. */
    public static Secret of(
        String namespace, String name, List<String> keys, Optional<Revision> revision) {
      return new Secret("Secret", namespace, name, keys, 0, revision);
    }
  }
}
