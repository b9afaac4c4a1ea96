package dev.keywright.contract;

import static dev.keywright.contract.StoreUnderTest.CANARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keywright.core.SecretMaterial;
import dev.keywright.rotation.driver.spi.ApplyResult;
import dev.keywright.rotation.driver.spi.DriverEnvironment;
import dev.keywright.rotation.driver.spi.DriverRequest;
import dev.keywright.rotation.driver.spi.ProbeResult;
import dev.keywright.rotation.driver.spi.RetireResult;
import dev.keywright.rotation.driver.spi.RotationDriver;
import dev.keywright.rotation.driver.spi.RotationDriverFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link RotationDriver} must do. A driver's own test class extends this one and says
 * where its target is.
 */
public abstract class RotationDriverContract {
  private static final int DRAWS = 50;

  /** The driver; the same one for the whole of a test. */
  protected abstract DriverUnderTest driver();

  // ---- settings

  @Test
  void theServiceLoaderFindsItByItsName() {
    List<String> names = new ArrayList<>();
    ServiceLoader.load(RotationDriverFactory.class).forEach(found -> names.add(found.name()));

    assertThat(driver().factory().name()).matches("[a-z][A-Za-z]{1,30}");
    assertThat(names.stream().filter(driver().factory().name()::equals).count())
        .isEqualTo(driver().isInstalled() ? 1 : 0);
  }

  @Test
  void settingsAreARecordThatIgnoresWhatANewerVersionAdds() {
    Map<String, Object> newer = new HashMap<>(driver().settings());
    newer.put("addedByANewerVersion", Map.of("x", 1));

    assertThat(problemOf(driver().factory(), driver().settings())).isEmpty();
    assertThat(problemOf(driver().factory(), newer)).isEmpty();
  }

  @Test
  void capabilitiesAndPropertiesNeverChange() {
    RotationDriver one = driver().open();
    RotationDriver other = driver().open();

    assertThat(one.properties()).isNotEmpty().isEqualTo(other.properties());
    assertThat(one.capabilities()).isEqualTo(other.capabilities()).isEqualTo(one.capabilities());
  }

  // ---- values

  @Test
  void valuesAreDrawnForExactlyItsPropertiesAndNeverTwice() {
    RotationDriver driver = drawing();
    Set<String> seen = new HashSet<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      Map<String, SecretMaterial> values = driver.draw();
      assertThat(values.keySet()).isEqualTo(driver.properties());
      values.values().forEach(value -> assertThat(seen.add(value.revealUtf8())).isTrue());
    }
  }

  @Test
  void drawingChangesNothingAtTheTarget() {
    RotationDriver driver = drawing();
    int before = driver().changes();

    driver.draw();

    assertThat(driver().changes()).isEqualTo(before);
  }

  @Test
  void aRequestShowsNoValue() {
    Map<String, SecretMaterial> values = drawing().draw();

    assertThat(request(values).toString())
        .doesNotContain(
            values.values().stream().map(SecretMaterial::revealUtf8).toArray(String[]::new));
  }

  // ---- apply and probe

  @Test
  void aProbeTellsWhetherTheTargetAcceptsAndChangesNothing() {
    RotationDriver driver = drawing();
    DriverRequest drawn = request(driver.draw());
    int before = driver().changes();

    ProbeResult first = driver.probe(drawn);

    assertThat(first instanceof ProbeResult.Accepted).isEqualTo(driver().accepts(drawn.pending()));
    assertThat(driver.probe(drawn)).isEqualTo(first);
    assertThat(driver().changes()).isEqualTo(before);
  }

  @Test
  void whatIsAppliedIsAccepted() {
    RotationDriver driver = applying();
    DriverRequest drawn = request(driver.draw());
    assertThat(driver.probe(drawn)).isInstanceOf(ProbeResult.Rejected.class);

    assertThat(driver.apply(drawn)).isEqualTo(new ApplyResult.Applied());

    assertThat(driver.probe(drawn)).isEqualTo(new ProbeResult.Accepted());
    assertThat(driver().accepts(drawn.pending())).isTrue();
  }

  @Test
  void applyingAgainChangesNothingMore() {
    RotationDriver driver = applying();
    DriverRequest drawn = request(driver.draw());
    driver.apply(drawn);

    assertThat(driver.apply(drawn)).isEqualTo(new ApplyResult.Applied());
    assertThat(driver().open().apply(drawn)).isEqualTo(new ApplyResult.Applied());

    assertThat(driver().accepts(drawn.pending())).isTrue();
  }

  @Test
  void otherValuesAreRejectedWithoutBeingTold() {
    RotationDriver driver = driver().open();
    Map<String, SecretMaterial> wrong = driver().unacceptable();

    assertThat(driver.probe(request(wrong)))
        .isInstanceOfSatisfying(
            ProbeResult.Rejected.class, rejected -> assertSafe(rejected.message(), wrong));
    assertThat(driver.probe(request(Map.of()))).isInstanceOf(ProbeResult.Rejected.class);
  }

  // ---- retire

  @Test
  void retiringAgainOrWithNothingToRetireIsSuccess() {
    RotationDriver driver = drawing();
    DriverRequest drawn = request(driver.draw());
    if (!driver.capabilities().setAndCommitAtOnce()) {
      driver.apply(drawn);
    }
    DriverRequest retired = new DriverRequest(drawn.run(), drawn.attempt(), Map.of());

    assertThat(driver.retire(retired)).isEqualTo(new RetireResult.Retired());
    assertThat(driver.retire(retired)).isEqualTo(new RetireResult.Retired());

    assertThat(driver().accepts(drawn.pending())).as("the new value still works").isTrue();
  }

  // ---- trouble

  @ParameterizedTest
  @EnumSource(value = Trouble.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void troubleIsAnOutcomeAndNeverAVerdict(Trouble trouble) {
    assumeTrue(driver().possibleTroubles().contains(trouble));
    RotationDriver driver = drawing();
    DriverRequest drawn = request(driver.draw());
    driver().set(trouble);

    assertThat(driver.probe(drawn))
        .isInstanceOfSatisfying(
            ProbeResult.Unknown.class,
            unknown -> assertSafe(unknown.failure().message(), drawn.pending()));
    assertThat(driver.retire(drawn))
        .isInstanceOfSatisfying(
            RetireResult.Failed.class,
            failed -> assertSafe(failed.failure().message(), drawn.pending()));
    if (!driver.capabilities().setAndCommitAtOnce()) {
      assertThat(driver.apply(drawn))
          .isInstanceOfSatisfying(
              ApplyResult.Failed.class,
              failed -> assertSafe(failed.failure().message(), drawn.pending()));
    }
  }

  @Test
  void severalThreadsMayAskAtOnce() throws Exception {
    RotationDriver driver = drawing();
    DriverRequest drawn = request(driver.draw());
    ProbeResult alone = driver.probe(drawn);
    Set<String> values = ConcurrentHashMap.newKeySet();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<ProbeResult>> calls = new ArrayList<>();
      for (int call = 0; call < 40; call++) {
        calls.add(
            () -> {
              driver.draw().values().forEach(value -> values.add(value.revealUtf8()));
              return driver.probe(drawn);
            });
      }
      for (Future<ProbeResult> result : threads.invokeAll(calls)) {
        assertThat(result.get()).isEqualTo(alone);
      }
    }
    assertThat(values).hasSize(40 * driver.properties().size());
  }

  private RotationDriver drawing() {
    RotationDriver driver = driver().open();
    assumeFalse(driver.capabilities().mintsValue(), "the target makes the values");
    return driver;
  }

  private RotationDriver applying() {
    RotationDriver driver = drawing();
    assumeFalse(driver.capabilities().setAndCommitAtOnce(), "the store is the target");
    return driver;
  }

  private static DriverRequest request(Map<String, SecretMaterial> values) {
    return new DriverRequest("orders-api-0123456789abcdef", 1, values);
  }

  private static <S extends Record> Optional<String> problemOf(
      RotationDriverFactory<S> factory, Map<String, Object> block) {
    S settings =
        JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .convertValue(block, factory.settingsType());
    factory.open(settings, new DriverEnvironment(new Random(1)));
    return factory.problemOf(settings);
  }

  private static void assertSafe(String message, Map<String, SecretMaterial> values) {
    assertThat(message).isNotBlank().doesNotContain(CANARY);
    values
        .values()
        .forEach(
            value -> {
              if (value.sizeBytes() > 0) {
                assertThat(message).doesNotContain(value.revealUtf8());
              }
            });
  }
}
