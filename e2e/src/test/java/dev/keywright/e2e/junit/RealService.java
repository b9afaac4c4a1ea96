package dev.keywright.e2e.junit;

import dev.keywright.e2e.launcher.model.Component;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** As {@link RealCluster}, for tests that need single components and no cluster. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RealComponentsExtension.class)
public @interface RealService {
  /** What is needed. */
  Component[] value();
}
