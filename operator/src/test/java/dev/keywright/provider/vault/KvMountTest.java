package dev.keywright.provider.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keywright.provider.spi.SecretPath;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvMountTest {
  private final KvMount mount = new KvMount("teams/shop");

  @Test
  void putsTheQualifierBehindAMountWithSlashes() {
    SecretPath path = SecretPath.of("a/b");

    assertThat(mount.plain(path)).isEqualTo("teams/shop/a/b");
    assertThat(mount.data(path)).isEqualTo("teams/shop/data/a/b");
    assertThat(mount.metadata(path)).isEqualTo("teams/shop/metadata/a/b");
    assertThat(mount.slotData(path)).isEqualTo("teams/shop/data/.keywright/pending/a/b");
    assertThat(mount.slotMetadata(path)).isEqualTo("teams/shop/metadata/.keywright/pending/a/b");
  }

  @Test
  void thePathsOwnMountWins() {
    assertThat(mount.data(new SecretPath(Optional.of("x/y"), "z"))).isEqualTo("x/y/data/z");
    assertThat(mount.slotData(new SecretPath(Optional.of("x/y"), "z")))
        .isEqualTo("x/y/data/.keywright/pending/z");
  }

  @ParameterizedTest(name = "S51 {0} : {1}")
  @CsvSource({
    "'', .keywright",
    "'', .keywright/pending/x",
    "'', data/.keywright/pending/x",
    "kv/data/.keywright, pending/x",
    "kv/data/.keywright/pending, x",
    ".keywright, x"
  })
  @DisplayName("S51 every way to spell a slot is refused")
  void refusesEveryWayToASlot(String mountOfPath, String path) {
    Optional<String> named = Optional.of(mountOfPath).filter(text -> !text.isEmpty());

    assertThat(mount.problemOf(new SecretPath(named, path))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"keywright/x", "x/.keywrights", "a.keywright/b"})
  void takesWhatOnlyLooksLikeIt(String path) {
    assertThat(mount.problemOf(SecretPath.of(path))).isEmpty();
  }
}
