package dev.keywright.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.keywright.KeywrightMain;

/** The compiled classes of the operator, without its tests and libraries. */
final class OperatorClasses {
  static final String ROOT = "dev.keywright";

  /** Read once: it takes a second or two. */
  static final JavaClasses ALL =
      new ClassFileImporter()
          .importUrl(KeywrightMain.class.getProtectionDomain().getCodeSource().getLocation());

  private OperatorClasses() {}

  /** A class of ours outside the given packages, which are named below {@code dev.keywright}. */
  static DescribedPredicate<JavaClass> oursOutside(String... packages) {
    return JavaClass.Predicates.resideInAPackage(ROOT + "..")
        .and(DescribedPredicate.not(in(packages)))
        .as("are ours and not in %s", String.join(", ", packages));
  }

  /** A class in one of the given packages, which are named below {@code dev.keywright}. */
  static DescribedPredicate<JavaClass> in(String... packages) {
    String[] full = new String[packages.length];
    for (int i = 0; i < packages.length; i++) {
      full[i] = packages[i].isEmpty() ? ROOT : ROOT + "." + packages[i];
    }
    return JavaClass.Predicates.resideInAnyPackage(full);
  }

  /** A class, or one nested in it, whose name without its package matches. */
  static DescribedPredicate<JavaClass> named(String pattern) {
    return DescribedPredicate.describe(
        "named " + pattern, type -> outermost(type).getSimpleName().matches(pattern));
  }

  /** The class itself, or the one it is nested in. */
  static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(OperatorClasses::outermost).orElse(type);
  }
}
