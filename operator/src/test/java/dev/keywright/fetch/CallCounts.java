package dev.keywright.fetch;

import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a listener hears. */
final class CallCounts implements FetchListener {
  final List<String> heard = new CopyOnWriteArrayList<>();

  @Override
  public void valueRead(StoreReference store, SecretPath path) {
    heard.add("read " + path);
  }

  @Override
  public void versionChecked(StoreReference store, SecretPath path) {
    heard.add("version " + path);
  }

  @Override
  public void versionCheckDenied(StoreReference store, SecretPath path) {
    heard.add("denied " + store);
  }

  @Override
  public void storeTroubled(StoreReference store) {
    heard.add("troubled " + store);
  }

  @Override
  public void storeRecovered(StoreReference store) {
    heard.add("recovered " + store);
  }
}
