package dev.keywright.e2e.launcher.command;

import dev.keywright.e2e.launcher.model.Component;
import dev.keywright.e2e.launcher.model.LauncherFailure;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A component on the command line. */
final class ComponentName implements ITypeConverter<Component> {
  static final String DESCRIPTION =
      "etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kwok, vault, moto or toxiproxy";

  @Override
  public Component convert(String name) {
    try {
      return Component.byId(name);
    } catch (LauncherFailure e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
