package dev.keywright.e2e.bench.limit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keywright.e2e.bench.load.BareHttp;
import dev.keywright.e2e.bench.load.Crowd;
import dev.keywright.e2e.bench.stage.Json;
import dev.keywright.e2e.bench.stage.PolicyForm;
import dev.keywright.e2e.bench.stage.Stage;
import dev.keywright.e2e.bench.stage.Workspace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The limit: a loop that makes the calls which a scenario cannot do without (store reads, writes of
 * targets, status updates) and nothing else, as the operator's own account, with what the operator
 * writes, at the concurrency that is fastest on this machine.
 */
public final class BareLoop implements AutoCloseable {
  private static final List<Integer> CONCURRENCIES = List.of(4, 8, 16, 32, 64);
  private static final int CHUNK = 200;
  private static final int ALONE = 50;

  private final Stage stage;
  private final BareHttp api;
  private final BareHttp values;
  private @Nullable Specimen specimen;
  private int concurrency;

  public BareLoop(Stage stage) {
    this.stage = stage;
    this.api = stage.apiAsOperator();
    this.values = stage.valuesAsOperator();
  }

  /** Which reads of the store belong to the work. */
  public enum Reads {
    /** One for all. */
    ONE,
    /** One for each policy. */
    EACH
  }

  /** Seconds for the first sync of {@code policies} policies: reads, creates, status updates. */
  public double creates(int policies, Reads reads) {
    try (Workspace space = stage.unservedWorkspace("limit")) {
      Loop loop = prepare(space, policies);
      return seconds(() -> loop.run(reads, this::create));
    }
  }

  /**
   * Seconds for a new value of each of {@code policies} policies: reads, updates, status updates.
   */
  public double updates(int policies) {
    try (Workspace space = stage.unservedWorkspace("limit")) {
      Loop loop = prepare(space, policies);
      loop.run(Reads.EACH, this::create);
      Loop again = loop.next();
      return seconds(() -> again.run(Reads.EACH, this::update));
    }
  }

  /** Seconds from nothing to a target, one policy after the other: a read and a create. */
  public List<Double> singleCreates() {
    try (Workspace space = stage.unservedWorkspace("limit")) {
      return alone(prepare(space, ALONE), this::create);
    }
  }

  /** Seconds from a value to the changed target, one after the other: a read and an update. */
  public List<Double> singleUpdates() {
    try (Workspace space = stage.unservedWorkspace("limit")) {
      Loop loop = prepare(space, ALONE);
      loop.run(Reads.EACH, this::create);
      return alone(loop.next(), this::update);
    }
  }

  /** How many calls at a time are fastest here; measured at the first use. */
  public int concurrency() {
    return concurrency;
  }

  @Override
  public void close() {
    api.close();
    values.close();
  }

  /** The calls for one target. */
  private interface Write {
    void target(Loop loop, int number);
  }

  private void create(Loop loop, int number) {
    api.post(loop.space.secrets(), loop.secrets.get(number));
  }

  private void update(Loop loop, int number) {
    api.put(loop.space.secrets() + "/" + Workspace.name(number), loop.secrets.get(number));
  }

  private List<Double> alone(Loop loop, Write write) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < loop.secrets.size(); i++) {
      int number = i;
      times.add(
          seconds(
              () -> {
                loop.read(number);
                write.target(loop, number);
              }));
    }
    return times;
  }

  private Loop prepare(Workspace space, int policies) {
    calibrate();
    return filled(space, policies);
  }

  private Loop filled(Workspace space, int policies) {
    if (specimen == null) {
      specimen = Specimen.take(stage);
    }
    return new Loop(
        space, specimen, space.values(policies).policies(0, policies, PolicyForm.UNIQUE));
  }

  private void calibrate() {
    if (concurrency > 0) {
      return;
    }
    try (Workspace space = stage.unservedWorkspace("calibration")) {
      Loop loop = filled(space, CHUNK * (CONCURRENCIES.size() + 1));
      // The first part warms up connections and compiler and does not count.
      concurrency = CONCURRENCIES.getFirst();
      loop.part(0, this::create);
      double[] seconds = new double[CONCURRENCIES.size()];
      for (int i = 0; i < seconds.length; i++) {
        int part = i + 1;
        concurrency = CONCURRENCIES.get(i);
        seconds[i] = seconds(() -> loop.part(part, this::create));
      }
      concurrency =
          CONCURRENCIES.get(
              IntStream.range(0, seconds.length)
                  .boxed()
                  .min(Comparator.comparingDouble(i -> seconds[i]))
                  .orElseThrow());
    }
    stage.progress().say("the bare loop is fastest with %d calls at a time".formatted(concurrency));
  }

  private static double seconds(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Everything that is sent for some policies, made beforehand. */
  private final class Loop {
    private final Workspace space;
    private final Specimen specimen;
    private final List<String> secrets;
    private final List<String> statuses;
    private final String[] replies;

    private Loop(Workspace space, Specimen specimen, List<String> policies) {
      this.space = space;
      this.specimen = specimen;
      List<JsonNode> made = policies.stream().map(Json::read).toList();
      this.secrets = made.stream().map(specimen::secretFor).toList();
      this.statuses = made.stream().map(specimen::statusFor).toList();
      this.replies = new String[policies.size()];
    }

    /** The same policies once more. */
    private Loop next() {
      return new Loop(space, specimen, List.of(replies));
    }

    private void run(Reads reads, Write write) {
      if (reads == Reads.ONE) {
        read(0);
      }
      Crowd.each(secrets.size(), concurrency, number -> one(number, reads == Reads.EACH, write));
    }

    private void part(int part, Write write) {
      IntConsumer each = i -> one(part * CHUNK + i, true, write);
      Crowd.each(CHUNK, concurrency, each);
    }

    private void one(int number, boolean reads, Write write) {
      if (reads) {
        read(number);
      }
      write.target(this, number);
      replies[number] =
          api.put(
              space.object("secretpolicies", Workspace.name(number)) + "/status",
              statuses.get(number));
    }

    private void read(int number) {
      Objects.requireNonNull(values.get("/v1/secret/data/" + space.key(number)));
    }
  }
}
