package dev.keywright.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.api.v1alpha1.SecretPolicySpec;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRendererTest {
  private static final SourceKey DB = Picture.DB;
  private static final SourceKey API = Picture.API;

  @Test
  @DisplayName("S2 the target is called like the policy unless the spec names it")
  void namesTheTarget() {
    assertThat(rendered(Spec.EXTRACT, Map.of(DB, document("{}"))).name()).isEqualTo("orders");
    assertThat(
            rendered(
                Spec.of(
                    """
                        storeRef: {name: vault}
                        target: {name: db-login, type: example.com/login}
                        dataFrom: [{extract: {path: shop/db}}]
                        """),
                Map.of(DB, document("{}"))))
        .isEqualTo(new DesiredTarget("db-login", "example.com/login", Map.of()));
  }

  @Test
  @DisplayName("S10 later entries win over earlier ones, data over all")
  void letsLaterEntriesWin() {
    SecretPolicySpec spec =
        Spec.of(
            """
            storeRef: {name: vault}
            data:
            - {key: both, from: {path: shop/db, property: host}}
            - {key: whole, from: {path: shop/api}}
            dataFrom:
            - extract: {path: shop/db}
            - extract: {path: shop/api}
            """);
    assertThat(
            rendered(
                    spec,
                    Map.of(
                        DB, document("{\"host\": \"h\", \"user\": \"first\", \"both\": 1}"),
                        API, document("{\"user\": \"second\", \"both\": 2}")))
                .data())
        .isEqualTo(
            texts(
                Map.of(
                    "host", "h",
                    "user", "second",
                    "both", "h",
                    "whole", "{\"both\":2,\"user\":\"second\"}")));
  }

  @ParameterizedTest
  @CsvSource({
    "Base64, AP8K",
    "Base64, ' AP8\tK\n'",
    "Base64Url, AP8K",
    "Base64Url, -_8",
  })
  @DisplayName("S7 base64 and base64url are decoded, white space and missing padding forgiven")
  void decodes(String decode, String stored) {
    byte[] wanted =
        stored.equals("-_8")
            ? new byte[] {(byte) 0xfb, (byte) 0xff}
            : new byte[] {0, (byte) 0xff, 10};
    Map<SourceKey, SecretObject> objects =
        Map.of(DB, fields(Map.of("v", SecretMaterial.ofUtf8(stored))));
    for (String source :
        new String[] {
          "data: [{key: v, from: {path: shop/db, property: v, decode: %s}}]",
          "dataFrom: [{extract: {path: shop/db, decode: %s}}]"
        }) {
      SecretPolicySpec spec = Spec.of("storeRef: {name: vault}\n" + source.formatted(decode));
      assertThat(rendered(spec, objects).data()).isEqualTo(Map.of("v", SecretMaterial.of(wanted)));
    }
  }

  @ParameterizedTest
  @CsvSource({"Base64, a*b", "Base64, -_8", "Base64Url, +/8", "Base64, ä"})
  @DisplayName("S7 what is not encoded like that is refused, without the value")
  void refusesWhatCannotBeDecoded(String decode, String stored) {
    RenderResult.Unrenderable problem =
        problem(
            Spec.of(
                "storeRef: {name: vault}\ndata: [{key: v, from: {path: shop/db, property: v, decode:"
                    + " %s}}]".formatted(decode)),
            Map.of(DB, fields(Map.of("v", SecretMaterial.ofUtf8(stored)))));
    assertThat(problem.diagnosis().reason()).isEqualTo(Reason.InvalidSpec);
    assertThat(problem.diagnosis().message())
        .isEqualTo(
            "Property \"v\" of shop/db is not %s. Set decode to what the store holds.", decode);
  }

  @Test
  void namesThePropertyAndTheSourceThatAreMissing() {
    RenderResult.Unrenderable problem =
        problem(
            Spec.of(
                "storeRef: {name: vault}\ndata: [{key: token, from: {path: shop/api, property:"
                    + " a.b}}]"),
            Map.of(API, document("{\"a\": {}}")));
    assertThat(problem.source()).contains(API);
    assertThat(problem.diagnosis().reason()).isEqualTo(Reason.PropertyNotFound);
    assertThat(problem.diagnosis().message())
        .isEqualTo("shop/api has no property \"a.b\", which key \"token\" needs.");
    RenderResult.Unrenderable nested =
        problem(
            Spec.of("storeRef: {name: vault}\ndataFrom: [{extract: {path: shop/db, property: o}}]"),
            Map.of(DB, document("{\"o\": 5}")));
    assertThat(nested.diagnosis().reason()).isEqualTo(Reason.PropertyNotFound);
    assertThat(nested.source()).contains(DB);
  }

  @Test
  void refusesToExtractFromText() {
    RenderResult.Unrenderable problem =
        problem(
            Spec.EXTRACT,
            Map.of(DB, object(new SecretContent.Blob(SecretMaterial.ofUtf8("hunter2")))));
    assertThat(problem.diagnosis().reason()).isEqualTo(Reason.InvalidSpec);
    assertThat(problem.diagnosis().message())
        .startsWith("shop/db is not a JSON object")
        .contains("from.path")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "..", "..data", "ä", "a/b", "."})
  @DisplayName("an illegal key is named with its source and the way out")
  void refusesIllegalKeys(String key) {
    RenderResult.Unrenderable problem =
        problem(Spec.EXTRACT, Map.of(DB, document("{\"%s\": 1}".formatted(key))));
    assertThat(problem.source()).contains(DB);
    assertThat(problem.diagnosis().reason()).isEqualTo(Reason.InvalidSpec);
    assertThat(problem.diagnosis().message())
        .contains("\"" + key.replace("ä", "?") + "\" of shop/db")
        .contains("by data under another key");
  }

  @Test
  void refusesBytesThatCannotBecomeJson() {
    RenderResult.Unrenderable problem =
        problem(
            Spec.of("storeRef: {name: vault}\ndata: [{key: all, from: {path: shop/db}}]"),
            Map.of(DB, fields(Map.of("b", SecretMaterial.of(new byte[] {(byte) 0xff})))));
    assertThat(problem.diagnosis().reason()).isEqualTo(Reason.InvalidSpec);
    assertThat(problem.diagnosis().message()).contains("not text").contains("\"all\"");
  }

  @Test
  @DisplayName("S40 data over 1 MiB is refused with its size and the largest keys")
  void refusesWhatIsTooLarge() {
    Map<String, SecretMaterial> values = new HashMap<>();
    for (int size : new int[] {400_000, 300_000, 200_000, 148_577}) {
      values.put("k" + size, SecretMaterial.of(new byte[size]));
    }
    RenderResult.Unrenderable problem = problem(Spec.EXTRACT, Map.of(DB, fields(values)));
    assertThat(problem.diagnosis().reason()).isEqualTo(Reason.TargetTooLarge);
    assertThat(problem.diagnosis().message())
        .isEqualTo(
            "The data has 1048577 bytes, a Secret holds at most 1048576. Largest keys: k400000"
                + " 400000, k300000 300000, k200000 200000. Split the policy.");
    values.put("k148577", SecretMaterial.of(new byte[148_576]));
    assertThat(rendered(Spec.EXTRACT, Map.of(DB, fields(values))).data()).hasSize(4);
  }

  @Test
  @DisplayName("S8 data that does not fit the type is refused")
  void checksTheType() {
    SecretPolicySpec spec =
        Spec.of(
            """
            storeRef: {name: vault}
            target: {type: kubernetes.io/tls}
            dataFrom: [{extract: {path: shop/db}}]
            """);
    RenderResult.Unrenderable problem =
        problem(spec, Map.of(DB, document("{\"tls.crt\": \"x\", \"tls.key\": \"y\"}")));
    assertThat(problem.diagnosis().reason()).isEqualTo(Reason.InvalidSpec);
    assertThat(problem.diagnosis().message()).contains("tls.crt");
  }

  @Test
  @DisplayName("S5 extract, then rewrite: the keys are those that the rules make")
  void rewritesExtractedKeys() {
    SecretPolicySpec spec =
        Spec.of(
            """
            storeRef: {name: vault}
            dataFrom:
            - extract: {path: shop/db}
              rewrite: [{match: "^db_", replace: ""}, {match: "^", replace: "DB_"}]
            """);
    assertThat(rendered(spec, Map.of(DB, document("{\"db_user\": \"u\", \"host\": \"h\"}"))).data())
        .isEqualTo(texts(Map.of("DB_user", "u", "DB_host", "h")));
  }

  @Test
  @DisplayName("S5 two keys that a rewrite makes one are an error that names both")
  void refusesCollisions() {
    SecretPolicySpec spec =
        Spec.of(
            """
            storeRef: {name: vault}
            dataFrom:
            - extract: {path: shop/db}
              rewrite: [{match: "[0-9]", replace: ""}]
            """);
    RenderResult.Unrenderable problem =
        problem(spec, Map.of(DB, document("{\"host1\": \"v-one\", \"host2\": \"v-two\"}")));
    assertThat(problem.source()).contains(DB);
    assertThat(problem.diagnosis().reason()).isEqualTo(Reason.InvalidSpec);
    assertThat(problem.diagnosis().message())
        .contains("\"host1\"", "\"host2\"", "\"host\"", "Change rewrite")
        .doesNotContain("v-one", "v-two");
  }

  @Test
  void namesTheKeyThatARewriteMakesIllegal() {
    SecretPolicySpec spec =
        Spec.of(
            """
            storeRef: {name: vault}
            dataFrom:
            - extract: {path: shop/db}
              rewrite: [{match: "_", replace: "/"}]
            """);
    assertThat(problem(spec, Map.of(DB, document("{\"a_b\": 1}"))).diagnosis().message())
        .contains("\"a_b\" of shop/db becomes \"a/b\" by rewrite");
  }

  @Test
  void leavesOutOptionalKeysThatAreNotThere() {
    SecretPolicySpec spec =
        Spec.of(
            """
            storeRef: {name: vault}
            data:
            - {key: user, from: {path: shop/db, property: user}}
            - {key: port, optional: true, from: {path: shop/db, property: port}}
            - {key: token, optional: true, from: {path: shop/api, property: token}}
            """);
    RenderResult result = render(spec, Map.of(DB, document("{\"user\": \"u\"}")));
    assertThat(result).isInstanceOf(RenderResult.Rendered.class);
    RenderResult.Rendered rendered = (RenderResult.Rendered) result;
    assertThat(rendered.target().data()).isEqualTo(texts(Map.of("user", "u")));
    assertThat(rendered.missing())
        .isEqualTo(Map.of(DB, Reason.PropertyNotFound, API, Reason.PathNotFound));
  }

  @Test
  void anOptionalValueThatIsThereMustStillFit() {
    SecretPolicySpec spec =
        Spec.of(
            "storeRef: {name: vault}\ndata: [{key: v, optional: true, from: {path: shop/db, property:"
                + " v, decode: Base64}}]");
    assertThat(problem(spec, Map.of(DB, document("{\"v\": \"a*b\"}"))).diagnosis().reason())
        .isEqualTo(Reason.InvalidSpec);
  }

  @Test
  @DisplayName("S6 each object that is found is one key: its path below the folder")
  void takesWhatIsFound() {
    SecretPolicySpec spec =
        Spec.of(
            """
            storeRef: {name: vault}
            dataFrom:
            - find: {path: api/}
              rewrite: [{match: "/", replace: "."}]
            """);
    SourceKey find = PolicySources.of("shop", spec).iterator().next();
    SecretObject found =
        object(
            new SecretContent.Group(
                Map.of(
                    "key-a", new SecretContent.Blob(SecretMaterial.ofUtf8("plain")),
                    "deep/b",
                        new SecretContent.Document(SecretMaterial.ofUtf8("{\"z\":1,\"a\":2}")))));
    assertThat(rendered(spec, Map.of(find, found)).data())
        .isEqualTo(texts(Map.of("key-a", "plain", "deep.b", "{\"a\":2,\"z\":1}")));
  }

  @Test
  @DisplayName("S6 a path that cannot be a key is an error unless a rewrite maps it")
  void refusesPathsAsKeys() {
    SecretPolicySpec spec = Spec.of("storeRef: {name: vault}\ndataFrom: [{find: {path: api}}]");
    SourceKey find = PolicySources.of("shop", spec).iterator().next();
    SecretObject found =
        object(
            new SecretContent.Group(
                Map.of("deep/b", new SecretContent.Blob(SecretMaterial.ofUtf8("hunter2")))));
    RenderResult.Unrenderable problem = problem(spec, Map.of(find, found));
    assertThat(problem.source()).contains(find);
    assertThat(problem.diagnosis().message())
        .contains("\"deep/b\" of api/**", "map it with rewrite")
        .doesNotContain("hunter2");
  }

  @Test
  void neverRendersFromAPart() {
    assertThatThrownBy(() -> render(Spec.TWO, Map.of(DB, document("{}"))))
        .isInstanceOf(IllegalStateException.class);
  }

  /** The same objects must always give the same bytes, or an upgrade would restart the world. */
  @Test
  void givesTheSameBytesAsEver() {
    SecretPolicySpec spec =
        Spec.of("storeRef: {name: vault}\ndata: [{key: all, from: {path: shop/db}}]");
    String stored =
        "{\"z\": 1.10, \"a\": [true, null, \"\\u00e4\\u2028/\\\\\\\"\"], \"m\": {\"y\": 1e2, \"x\":"
            + " -0}}";
    SecretMaterial all = rendered(spec, Map.of(DB, document(stored))).data().get("all");
    assertThat(all)
        .isEqualTo(
            SecretMaterial.ofUtf8(
                "{\"a\":[true,null,\"ä\u2028/\\\\\\\"\"],\"m\":{\"x\":0,\"y\":1E+2},\"z\":1.10}"));
  }

  private static DesiredTarget rendered(
      SecretPolicySpec spec, Map<SourceKey, SecretObject> objects) {
    assertThat(render(spec, objects)).isInstanceOf(RenderResult.Rendered.class);
    return ((RenderResult.Rendered) render(spec, objects)).target();
  }

  private static RenderResult.Unrenderable problem(
      SecretPolicySpec spec, Map<SourceKey, SecretObject> objects) {
    assertThat(render(spec, objects)).isInstanceOf(RenderResult.Unrenderable.class);
    return (RenderResult.Unrenderable) render(spec, objects);
  }

  private static RenderResult render(SecretPolicySpec spec, Map<SourceKey, SecretObject> objects) {
    return new TargetRenderer("shop", "orders", spec, objects).render();
  }

  private static SecretObject document(String json) {
    return object(new SecretContent.Document(SecretMaterial.ofUtf8(json)));
  }

  private static SecretObject fields(Map<String, SecretMaterial> values) {
    return object(new SecretContent.Fields(values));
  }

  private static SecretObject object(SecretContent content) {
    return new SecretObject(content, new SourceVersion("1"), Optional.empty());
  }

  private static Map<String, SecretMaterial> texts(Map<String, String> texts) {
    Map<String, SecretMaterial> material = new HashMap<>();
    texts.forEach((key, text) -> material.put(key, SecretMaterial.ofUtf8(text)));
    return material;
  }
}
