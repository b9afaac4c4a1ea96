package dev.keywright.e2e.junit;

import dev.keywright.e2e.launcher.model.Component;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class run on a real Kubernetes control plane, shared by all classes of the JVM,
 * in a namespace of their own. Parameters of tests, life cycle methods and constructors may have
 * the types {@link dev.keywright.e2e.launcher.RealComponents}, {@link
 * io.fabric8.kubernetes.client.KubernetesClient} (with all rights) and {@link TestNamespace}.
 *
 * <p>The components are those of the run that the system property {@code keywright.e2e.run} names
 * (a folder, or {@code up} for {@code ./run up}); without it they are started on first use and end
 * with the JVM.
 *
 * <p>A test that ends, pauses or fills a shared component either takes {@code @ResourceLock} with
 * the component's id while all others that use it only read it, or starts a set of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RealComponentsExtension.class)
public @interface RealCluster {
  /** What is needed besides the control plane. */
  Component[] with() default {};
}
