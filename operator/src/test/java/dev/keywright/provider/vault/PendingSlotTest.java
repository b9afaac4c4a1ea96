package dev.keywright.provider.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingSlotTest {
  private final PendingSlot slot =
      new PendingSlot(
          "orders-db-1",
          2,
          new SourceVersion("41"),
          Map.of("a.b", SecretMaterial.ofUtf8("x\"\\\n"), "token", SecretMaterial.ofUtf8("new")));

  @Test
  void isReadBackAsItWasWritten() {
    JsonObject json = Json.parse(slot.toJson().toString()).asObject();

    assertThat(PendingSlot.in(json)).contains(slot);
    assertThat(json.names()).containsExactlyInAnyOrder("run", "attempt", "base", "pending");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"run\":\"r\",\"attempt\":1,\"base\":\"1\"}",
        "{\"run\":7,\"attempt\":1,\"base\":\"1\",\"pending\":{}}",
        "{\"run\":\"r\",\"attempt\":\"1\",\"base\":\"1\",\"pending\":{}}",
        "{\"run\":\"r\",\"attempt\":1.5,\"base\":\"1\",\"pending\":{}}",
        "{\"run\":\"r\",\"attempt\":1,\"base\":\"latest\",\"pending\":{}}",
        "{\"run\":\"r\",\"attempt\":1,\"base\":\"1\",\"pending\":[]}",
        "{\"run\":\"r\",\"attempt\":1,\"base\":\"1\",\"pending\":{\"token\":7}}"
      })
  void anythingElseIsNotASlot(String json) {
    assertThat(PendingSlot.in(Json.parse(json).asObject())).isEmpty();
  }

  @Test
  void mergingReplacesOnlyThePendingPropertiesAndKeepsEveryDigit() {
    JsonObject object =
        Json.parse(
                "{\"token\":\"old\",\"n\":1.10,\"big\":123456789012345678901234567890,"
                    + "\"e\":1e-7,\"null\":null,\"deep\":{\"token\":[true,{\"x\":\"y\"}]}}")
            .asObject();

    assertThat(slot.over(object).toString())
        .startsWith(
            "{\"token\":\"new\",\"n\":1.10,\"big\":123456789012345678901234567890,"
                + "\"e\":1e-7,\"null\":null,\"deep\":{\"token\":[true,{\"x\":\"y\"}]}");
    assertThat(object.getString("token", "")).as("the original").isEqualTo("old");
  }

  @Test
  void knowsWhetherAnObjectHasAllItsValues() {
    JsonObject merged = slot.over(new JsonObject());

    assertThat(slot.isIn(merged)).isTrue();
    assertThat(slot.isIn(new JsonObject(merged).set("more", 1))).isTrue();
    assertThat(slot.isIn(new JsonObject(merged).set("token", "other"))).isFalse();
    assertThat(slot.isIn(new JsonObject(merged).set("token", 7))).isFalse();
    assertThat(slot.isIn(new JsonObject(merged).remove("a.b"))).isFalse();
  }

  @Test
  void isTextOnlyWhenUtf8() {
    assertThat(PendingSlot.isText(SecretMaterial.ofUtf8("ü\u0000🗝"))).isTrue();
    assertThat(PendingSlot.isText(SecretMaterial.of(new byte[] {(byte) 0xc3}))).isFalse();
  }

  @Test
  void isNotPrintedWithItsValues() {
    assertThat(slot.toString()).doesNotContain("new");
  }
}
