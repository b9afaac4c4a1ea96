package dev.keywright.e2e.launcher.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ComponentTest {
  @ParameterizedTest
  @EnumSource
  void isFoundByItsId(Component component) {
    assertThat(Component.byId(component.id())).isEqualTo(component);
  }

  @Test
  void unknownIdNamesAllThatExist() {
    assertThatThrownBy(() -> Component.byId("apiserver"))
        .isInstanceOf(LauncherFailure.class)
        .hasMessage(
            "there is no component apiserver; there are etcd, kube-apiserver,"
                + " kube-controller-manager, kube-scheduler, kwok, vault, moto, toxiproxy");
  }

  @Test
  void prerequisitesAreAddedTransitively() {
    assertThat(Component.withPrerequisites(Set.of(Component.KWOK, Component.MOTO)))
        .containsExactly(Component.ETCD, Component.KUBE_APISERVER, Component.KWOK, Component.MOTO);
  }
}
