package dev.keywright.e2e.launcher.command;

import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A component on the command line. */
final class ComponentName {
  static final String DESCRIPTION =
      "etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kwok, vault, moto or toxiproxy";

  private ComponentName() {}

  /**
   * The component of that name.
   *
   * @throws ParameterException that lists the names, when there is none
   */
  static Component read(String name, CommandSpec command) {
    try {
      return Component.byId(name);
    } catch (LauncherFailure e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
