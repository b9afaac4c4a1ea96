package dev.keywright.provider.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.core.SecretMaterial;
import dev.keywright.provider.spi.SecretContent;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

final class SecretValueTest {
  private static final byte[] BYTES = {0, (byte) 0xff, 'x', (byte) 0xc3};

  @Test
  void otherPropertiesKeepTheirPlaceAndTheirDigits() {
    SecretValue base =
        text("{ \"b\":1.10, \"token\":\"old\", \"a\":123456789012345678901234567890, \"c\":null}");

    assertThat(base.with(Map.of("token", material("new"))).material().revealUtf8())
        .isEqualTo(
            "{\"b\":1.10,\"token\":\"new\",\"a\":123456789012345678901234567890,\"c\":null}");
  }

  @Test
  void aNewPropertyIsAdded() {
    assertThat(text("{}").with(Map.of("a.b", material("new"))).material().revealUtf8())
        .isEqualTo("{\"a.b\":\"new\"}");
  }

  @Test
  void theDifferenceIsWhatWasSet() {
    SecretValue base = text("{\"token\":\"old\",\"n\":1.0,\"keep\":\"x\"}");
    Map<String, SecretMaterial> set = Map.of("token", material("new"), "more", material("m"));

    assertThat(base.with(set).differenceTo(base)).isEqualTo(set);
  }

  @Property(tries = 200)
  void whateverTextIsSetComesBack(
      @ForAll @NotEmpty String name, @ForAll String old, @ForAll String value) {
    if (old.equals(value) || !isUnicode(name) || !isUnicode(old) || !isUnicode(value)) {
      return;
    }
    SecretValue base = text("{}").with(Map.of(name, material(old)));
    Map<String, SecretMaterial> set = Map.of(name, material(value));

    assertThat(base.with(set).differenceTo(base)).isEqualTo(set);
  }

  @Test
  void aValueThatIsNoObjectIsReplacedAsAWhole() {
    Map<String, SecretMaterial> whole = Map.of("", material("new"));

    assertThat(text("old").problemOf(whole)).isEmpty();
    assertThat(text("old").with(whole)).isEqualTo(text("new"));
    assertThat(text("[1]").with(whole)).isEqualTo(text("new"));
    assertThat(binary(BYTES).with(whole)).isEqualTo(binary("new".getBytes(UTF_8)));
    assertThat(text("old").with(Map.of("", SecretMaterial.of(BYTES)))).isEqualTo(binary(BYTES));
    assertThat(text("new").differenceTo(text("old"))).isEqualTo(whole);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    assertThat(text("old").problemOf(Map.of("token", material("new")))).isPresent();
    assertThat(text("{}").problemOf(Map.of("", material("new")))).isPresent();
    assertThat(text("{}").problemOf(Map.of("token", SecretMaterial.of(BYTES)))).isPresent();
    assertThat(text("{}").problemOf(Map.of("token", material("new")))).isEmpty();
  }

  @Test
  void textThatIsAnObjectIsADocumentAndTheRestIsABlob() {
    assertThat(text("{\"a\":1}").content()).isInstanceOf(SecretContent.Document.class);
    assertThat(text("{\"a\":1} x").content()).isInstanceOf(SecretContent.Blob.class);
    assertThat(text("[1]").content()).isInstanceOf(SecretContent.Blob.class);
    assertThat(text("").content()).isInstanceOf(SecretContent.Blob.class);
    assertThat(binary("{\"a\":1}".getBytes(UTF_8)).content())
        .isInstanceOf(SecretContent.Blob.class);
    assertThat(binary(BYTES).content()).isEqualTo(new SecretContent.Blob(SecretMaterial.of(BYTES)));
  }

  private static boolean isUnicode(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }

  private static SecretMaterial material(String text) {
    return SecretMaterial.ofUtf8(text);
  }

  private static SecretValue text(String text) {
    return new SecretValue(SecretMaterial.ofUtf8(text), false);
  }

  private static SecretValue binary(byte[] bytes) {
    return new SecretValue(SecretMaterial.of(bytes), true);
  }
}
