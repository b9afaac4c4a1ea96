package dev.keywright.crdgen;

import dev.keywright.provider.spi.SecretProviderFactory;
import dev.keywright.rotation.driver.spi.RotationDriverFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * What providers and drivers add to the schemas, by the place where it goes.
 *
 * @param byPath blocks sorted by name, by the path of the field that must hold exactly one of them
 */
record SettingsBlocks(Map<String, List<SettingsBlock>> byPath) {
  static final String PROVIDER = "spec.provider";
  static final String DRIVER = "spec.rotation.driver";

  SettingsBlocks {
    byPath = Map.copyOf(byPath);
  }

  static SettingsBlocks of(List<SettingsBlock> providers, List<SettingsBlock> drivers) {
    return new SettingsBlocks(Map.of(PROVIDER, sorted(providers), DRIVER, sorted(drivers)));
  }

  /** The blocks of every factory on the class path. */
  static SettingsBlocks installed() {
    List<SettingsBlock> providers =
        ServiceLoader.load(SecretProviderFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .map(SettingsBlocks::blockOf)
            .toList();
    List<SettingsBlock> drivers =
        ServiceLoader.load(RotationDriverFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .map(SettingsBlocks::blockOf)
            .toList();
    return of(providers, drivers);
  }

  /** The blocks that belong into the field at {@code path}. */
  List<SettingsBlock> at(String path) {
    List<SettingsBlock> blocks = byPath.get(path);
    if (blocks == null) {
      throw new IllegalStateException(
          path + " is a raw map, but no settings blocks are known for it");
    }
    return blocks;
  }

  private static SettingsBlock blockOf(SecretProviderFactory<?> factory) {
    return new SettingsBlock(factory.name(), factory.settingsType());
  }

  private static SettingsBlock blockOf(RotationDriverFactory<?> factory) {
    return new SettingsBlock(factory.name(), factory.settingsType());
  }

  private static List<SettingsBlock> sorted(List<SettingsBlock> blocks) {
    return blocks.stream().sorted(Comparator.comparing(SettingsBlock::name)).toList();
  }
}
