package dev.keywright.e2e.launcher.model;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A process that the launcher can start. The order is the order of start; processes end in reverse.
 */
public enum Component {
  ETCD("etcd"),
  KUBE_APISERVER("kube-apiserver", ETCD),
  KUBE_CONTROLLER_MANAGER("kube-controller-manager", KUBE_APISERVER),
  KUBE_SCHEDULER("kube-scheduler", KUBE_APISERVER),
  KWOK("kwok", KUBE_APISERVER),
  VAULT("vault"),
  MOTO("moto"),
  TOXIPROXY("toxiproxy");

  /** A whole Kubernetes control plane with one fake node: pods are scheduled and become ready. */
  public static final Set<Component> CONTROL_PLANE =
      Set.of(ETCD, KUBE_APISERVER, KUBE_CONTROLLER_MANAGER, KUBE_SCHEDULER, KWOK);

  /** Everything. */
  public static final Set<Component> ALL = Set.copyOf(EnumSet.allOf(Component.class));

  private final String id;
  private final @Nullable Component prerequisite;

  Component(String id) {
    this(id, null);
  }

  Component(String id, @Nullable Component prerequisite) {
    this.id = id;
    this.prerequisite = prerequisite;
  }

  /**
   * The name on the command line, in file names and in messages, for example {@code
   * kube-apiserver}.
   */
  public String id() {
    return id;
  }

  /** The components that must be ready before this one starts. */
  public List<Component> prerequisites() {
    return prerequisite == null ? List.of() : List.of(prerequisite);
  }

  /** Whether this is a part of the Kubernetes control plane (absent when a cluster was given). */
  public boolean isControlPlane() {
    return CONTROL_PLANE.contains(this);
  }

  /**
   * Finds a component by its {@link #id()}.
   *
   * @throws LauncherFailure when there is none, naming those that exist
   */
  public static Component byId(String id) {
    return Arrays.stream(values())
        .filter(component -> component.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new LauncherFailure(
                    "there is no component "
                        + id
                        + "; there are "
                        + ids(EnumSet.allOf(Component.class))));
  }

  /** The ids of the given components in the order of start, separated by commas. */
  public static String ids(Set<Component> components) {
    return String.join(", ", components.stream().sorted().map(Component::id).toList());
  }

  /** The given components and, transitively, all that they need. */
  public static Set<Component> withPrerequisites(Set<Component> wanted) {
    EnumSet<Component> all = EnumSet.noneOf(Component.class);
    wanted.forEach(component -> addWithPrerequisites(component, all));
    return all;
  }

  private static void addWithPrerequisites(Component component, EnumSet<Component> all) {
    all.add(component);
    component.prerequisites().forEach(needed -> addWithPrerequisites(needed, all));
  }
}
