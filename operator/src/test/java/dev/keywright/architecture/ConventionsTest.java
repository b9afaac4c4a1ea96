package dev.keywright.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static dev.keywright.architecture.OperatorClasses.ALL;
import static dev.keywright.architecture.OperatorClasses.ROOT;
import static dev.keywright.architecture.OperatorClasses.in;
import static dev.keywright.architecture.OperatorClasses.oursOutside;
import static dev.keywright.architecture.OperatorClasses.outermost;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.keywright.core.SecretMaterial;
import java.time.Clock;
import java.time.InstantSource;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Names, time, state, nullness and secrets. */
final class ConventionsTest {
  /** Where values must pass, beside providers, drivers and value generators. */
  private static final Set<String> MAY_REVEAL =
      Set.of(
          "core.Fingerprinter",
          "core.SecretMaterial",
          "kube.AuditSigningKeyStore",
          "kube.FingerprintKeyStore",
          "kube.KubeTargetWriter",
          "kube.TargetMarks",
          "rotation.RotatedProperties",
          "sync.Decoding",
          "sync.PemText",
          "sync.PropertyReader",
          "sync.TargetTypes");

  /** What reads the machine's clock, by owner and method. */
  private static final Set<String> READS_OF_THE_CLOCK =
      Set.of(
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.Clock.system",
          "java.time.InstantSource.system",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalTime.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.lang.System.currentTimeMillis");

  private static final Set<String> SLEEPS =
      Set.of("java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep");

  /** A constant is of an interface type such as List, never of one of these. */
  private static final Set<Class<?>> HOLD_STATE =
      Set.of(
          AtomicBoolean.class,
          AtomicInteger.class,
          AtomicLong.class,
          AtomicReference.class,
          ThreadLocal.class,
          StringBuilder.class,
          ConcurrentMap.class,
          AbstractCollection.class,
          AbstractMap.class);

  @Test
  void decisionsRenderingsAndReportsArePure() {
    noClasses()
        .that(simpleNameEndingWith("Planner"))
        .or(simpleNameEndingWith("Renderer"))
        .or(simpleNameEndingWith("Report"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "io.fabric8.kubernetes.client..",
                    "io.javaoperatorsdk..",
                    "org.slf4j..",
                    "java.net..",
                    "java.nio.file..",
                    "java.util.concurrent..")
                .or(assignableTo(Clock.class))
                .or(assignableTo(InstantSource.class))
                .or(assignableTo(Random.class))
                .or(assignableTo(RandomGenerator.class)))
        .because(
            "a decision, a rendering and a report are functions of what they are given: no client, no logger,"
                + " no clock, no randomness")
        .check(ALL);
  }

  @Test
  void onlyTheRootReadsTheClock() {
    noClasses()
        .that(oursOutside(""))
        .should()
        .accessTargetWhere(isOneOf(READS_OF_THE_CLOCK))
        .because("time is handed in, so that a test can move it")
        .check(ALL);
  }

  @Test
  void valuesAreRevealedOnlyWhereTheyMustPass() {
    noClasses()
        .that(not(in("provider..", "rotation.driver..", "rotation.value..")))
        .and(
            describe(
                "are not among those that values must pass",
                type ->
                    !MAY_REVEAL.contains(outermost(type).getName().substring(ROOT.length() + 1))))
        .should()
        .accessTargetWhere(
            describe(
                "it reveals a value",
                access ->
                    access.getTargetOwner().isEquivalentTo(SecretMaterial.class)
                        && access.getName().startsWith("reveal")))
        .because("a value that is out of SecretMaterial can be logged, kept and printed")
        .check(ALL);
  }

  @Test
  void nobodySleeps() {
    noClasses()
        .should()
        .accessTargetWhere(isOneOf(SLEEPS))
        .because(
            "a sleeping thread neither ends nor can be tested; wait for something, with a limit")
        .check(ALL);
  }

  @Test
  void nobodyPrints() {
    noClasses()
        .that(not(in("cli..", "audit.sink..")))
        .should(ACCESS_STANDARD_STREAMS)
        .because("the operator logs; only the CLI and the sink that writes records have an output")
        .check(ALL);
  }

  @Test
  void staticFieldsAreConstants() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("state belongs to an object that somebody made and can make again")
        .check(ALL);
    noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType(holdsState())
        .because("a final field that holds changing state is static state as well")
        .check(ALL);
  }

  @Test
  void namesSayWhatTheyAreFor() {
    noClasses()
        .should()
        .haveNameMatching("(?i).*(util|utils|helper|helpers|common|impl|manager|managers)(\\$.*)?")
        .orShould()
        .resideInAnyPackage(
            "..util..", "..utils..", "..helper..", "..common..", "..impl..", "..manager..")
        .because("such a name says nothing, and what has no name of its own collects there")
        .check(ALL);
  }

  @Test
  void packagesAreNullMarked() {
    classes()
        .should(beInANullMarkedPackage())
        .because("NullAway looks only at packages that say so")
        .check(ALL);
  }

  @Test
  void classesAreFinal() {
    classes()
        .that(
            describe(
                "are plain classes",
                type ->
                    !type.isInterface()
                        && !type.isAnonymousClass()
                        && !type.isEnum()
                        && !type.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && !type.getSimpleName().equals("package-info")))
        .should()
        .haveModifier(JavaModifier.FINAL)
        .because("nothing here is made to be extended: behaviour is put together, not inherited")
        .check(ALL);
  }

  private static DescribedPredicate<JavaAccess<?>> isOneOf(Set<String> methods) {
    return describe(
        "it is one of " + methods,
        access -> methods.contains(access.getTargetOwner().getName() + "." + access.getName()));
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package that is NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                type,
                type.getPackage().isAnnotatedWith(NullMarked.class),
                type.getPackageName() + " of " + type.getName() + " has no @NullMarked"));
      }
    };
  }

  private static DescribedPredicate<JavaClass> holdsState() {
    return describe(
        "that holds changing state", type -> HOLD_STATE.stream().anyMatch(type::isAssignableTo));
  }
}
