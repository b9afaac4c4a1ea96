package dev.keywright.e2e.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.chart.RenderedChart;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One verb on one resource, as a role grants it.
 *
 * @param role that grants it, such as {@code ClusterRole} or {@code Role in shop}
 * @param resource with its group and subresource, such as {@code
 *     secretpolicies.keywright.dev/status}
 * @param verb such as {@code get}
 * @param names the only objects that it is for; empty for all
 */
record Right(String role, String resource, String verb, List<String> names)
    implements Comparable<Right> {
  /** Everything that a chart grants to the operator. */
  static Set<Right> grantedBy(RenderedChart chart) {
    Set<Right> rights = new TreeSet<>();
    for (JsonNode role : chart.operatorRoles()) {
      String namespace = role.at("/metadata/namespace").asText();
      String name = role.path("kind").asText() + (namespace.isEmpty() ? "" : " in " + namespace);
      for (PolicyRule rule : RenderedChart.rules(role)) {
        add(name, rule, rights);
      }
    }
    return rights;
  }

  /** The name of a resource with its group, as kubectl prints it. */
  static String resource(String group, String resource) {
    if (group.isEmpty()) {
      return resource;
    }
    int slash = resource.indexOf('/');
    return slash < 0
        ? resource + "." + group
        : resource.substring(0, slash) + "." + group + resource.substring(slash);
  }

  /** Whether the API server has allowed {@code request} by this right, among others perhaps. */
  boolean allows(AuditedRequest request) {
    boolean isInReach = role.equals("ClusterRole") || role.equals("Role in " + request.namespace());
    return isInReach
        && resource.equals(request.resource())
        && verb.equals(request.verb())
        && (names.isEmpty() || names.contains(request.name()));
  }

  @Override
  public int compareTo(Right other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return role + ": " + verb + " " + resource + (names.isEmpty() ? "" : " " + names);
  }

  private static void add(String role, PolicyRule rule, Set<Right> rights) {
    for (String group : rule.getApiGroups()) {
      for (String resource : rule.getResources()) {
        for (String verb : rule.getVerbs()) {
          rights.add(new Right(role, resource(group, resource), verb, rule.getResourceNames()));
        }
      }
    }
  }
}
