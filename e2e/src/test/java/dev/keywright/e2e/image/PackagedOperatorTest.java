package dev.keywright.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keywright.e2e.launcher.model.Checkout;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackagedOperatorTest {
  @TempDir Path root;

  @Test
  void takesTheLibrariesThatTheManifestNamesAndNoLeftover() throws IOException {
    Path target = Files.createDirectories(root.resolve("operator/target"));
    OperatorJar.write(target.resolve("keywright-operator-1.2.3.jar"), "lib/b.jar lib/a.jar");
    Files.writeString(target.resolve("keywright-operator-1.2.3-tests.jar"), "no jar");
    Files.createDirectories(target.resolve("lib"));
    Files.writeString(target.resolve("lib/old.jar"), "left by a build before");

    PackagedOperator operator = PackagedOperator.of(new Checkout(root));

    assertThat(operator.version()).isEqualTo("1.2.3");
    assertThat(operator.libraries())
        .containsExactly(target.resolve("lib/b.jar"), target.resolve("lib/a.jar"));
    assertThat(operator.created()).isEqualTo(OperatorJar.TIME);
  }

  @Test
  void saysHowToPackageWhatIsNotPackaged() {
    assertThatThrownBy(() -> PackagedOperator.of(new Checkout(root)))
        .isInstanceOf(LauncherFailure.class)
        .hasMessageContaining("mvn package");
  }
}
