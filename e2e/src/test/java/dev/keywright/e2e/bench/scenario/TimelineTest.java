package dev.keywright.e2e.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.keywright.e2e.bench.measure.ApiCall;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TimelineTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  @DisplayName("first and last are by the answer, and a refused call does not count")
  void firstAndLast() {
    Timeline timeline =
        new Timeline(
            List.of(
                call("create", "secrets", "a", 409, 0, 1),
                call("create", "secrets", "a", 201, 2, 5),
                call("create", "secrets", "b", 201, 3, 4)));
    assertThat(timeline.first("create", "secrets")).isEqualTo(NOON.plusSeconds(4));
    assertThat(timeline.last("create", "secrets")).isEqualTo(NOON.plusSeconds(5));
    assertThatIllegalStateException().isThrownBy(() -> timeline.first("delete", "secrets"));
  }

  @Test
  @DisplayName("leading begins with the first write of the Lease that succeeds")
  void leading() {
    Timeline timeline =
        new Timeline(
            List.of(
                call("get", "leases", "l", 200, 0, 1),
                call("update", "leases", "l", 409, 1, 2),
                call("patch", "leases", "l", 200, 2, 3),
                call("patch", "leases", "l", 200, 5, 6)));
    assertThat(timeline.leading()).isEqualTo(NOON.plusSeconds(3));
  }

  @Test
  @DisplayName("a latency runs from the arrival of the cause to the first effect on the same name")
  void between() {
    assertThat(
            Timeline.between(
                List.of(
                    call("patch", "secretpolicies", "a", 200, 0, 1),
                    call("update", "secrets", "b", 200, 1, 2),
                    call("update", "secrets", "a", 200, 2, 3),
                    call("update", "secrets", "a", 200, 3, 4),
                    call("patch", "secretpolicies", "a", 200, 5, 6),
                    call("update", "secrets", "a", 409, 6, 7),
                    call("update", "secrets", "a", 200, 7, 9)),
                call -> call.did("patch", "secretpolicies"),
                call -> call.did("update", "secrets")))
        .containsExactly(3.0, 4.0);
  }

  @Test
  @DisplayName("a policy is synced by a status after its target, not by one before")
  void synced() {
    List<ApiCall> calls =
        List.of(
            call("update", "secretpolicies/status", "early", 200, 0, 1),
            call("create", "secrets", "early", 201, 1, 2),
            call("create", "secrets", "done", 201, 1, 2),
            call("update", "secretpolicies/status", "done", 200, 2, 3),
            call("update", "secretpolicies/status", "done", 200, 3, 4),
            call("create", "secrets", "refused", 403, 1, 2),
            call("update", "secretpolicies/status", "refused", 200, 2, 3));
    assertThat(Population.synced(calls)).isEqualTo(1);
  }

  private static ApiCall call(
      String verb, String resource, String name, int code, int received, int done) {
    return new ApiCall(
        "op",
        verb,
        resource,
        "space",
        name,
        code,
        NOON.plusSeconds(received),
        NOON.plusSeconds(done));
  }
}
