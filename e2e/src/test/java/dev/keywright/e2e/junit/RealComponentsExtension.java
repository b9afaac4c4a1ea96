package dev.keywright.e2e.junit;

import dev.keywright.e2e.launcher.RealComponents;
import dev.keywright.e2e.launcher.model.Component;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives test classes with {@link RealCluster} or {@link RealService} what they need. */
final class RealComponentsExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace SCOPE = Namespace.create(RealComponentsExtension.class);
  private static final Set<Class<?>> TYPES =
      Set.of(RealComponents.class, KubernetesClient.class, TestNamespace.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    components(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TYPES.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == RealComponents.class) {
      return components(context);
    }
    KubernetesClient admin = components(context).access().admin();
    return type == KubernetesClient.class ? admin : namespace(context, admin);
  }

  private static RealComponents components(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SCOPE)
        .getOrComputeIfAbsent(
            SharedComponents.class, key -> new SharedComponents(), SharedComponents.class)
        .with(needed(context.getRequiredTestClass()));
  }

  /**
   * Kept by the outermost class, so that nested classes share it and it goes when that class ends.
   */
  private static TestNamespace namespace(ExtensionContext context, KubernetesClient admin) {
    ExtensionContext outermost = context;
    while (outermost.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
      outermost = outermost.getParent().get();
    }
    Class<?> testClass = outermost.getRequiredTestClass();
    return outermost
        .getStore(SCOPE)
        .getOrComputeIfAbsent(
            OwnNamespace.class, key -> new OwnNamespace(admin, testClass), OwnNamespace.class)
        .namespace();
  }

  private static Set<Component> needed(Class<?> testClass) {
    EnumSet<Component> needed = EnumSet.noneOf(Component.class);
    for (Class<?> at = testClass; at != null; at = at.getEnclosingClass()) {
      AnnotationSupport.findAnnotation(at, RealCluster.class)
          .ifPresent(
              cluster -> {
                needed.addAll(Component.CONTROL_PLANE);
                needed.addAll(Arrays.asList(cluster.with()));
              });
      AnnotationSupport.findAnnotation(at, RealService.class)
          .ifPresent(service -> needed.addAll(Arrays.asList(service.value())));
    }
    return needed;
  }
}
