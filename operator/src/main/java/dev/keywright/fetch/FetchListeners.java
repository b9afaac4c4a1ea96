package dev.keywright.fetch;

import dev.keywright.core.SourceVersion;
import dev.keywright.core.StoreReference;
import dev.keywright.provider.spi.SecretPath;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells several listeners, in the order in which they were added. Thread-safe. */
final class FetchListeners implements FetchListener {
  private final List<FetchListener> listeners = new CopyOnWriteArrayList<>();

  void add(FetchListener listener) {
    listeners.add(listener);
  }

  @Override
  public void valueRead(StoreReference store, SecretPath path) {
    listeners.forEach(listener -> listener.valueRead(store, path));
  }

  @Override
  public void versionChecked(StoreReference store, SecretPath path) {
    listeners.forEach(listener -> listener.versionChecked(store, path));
  }

  @Override
  public void versionCheckDenied(StoreReference store, SecretPath path) {
    listeners.forEach(listener -> listener.versionCheckDenied(store, path));
  }

  @Override
  public void versionSeen(SourceKey source, SourceVersion version) {
    listeners.forEach(listener -> listener.versionSeen(source, version));
  }

  @Override
  public void storeTroubled(StoreReference store) {
    listeners.forEach(listener -> listener.storeTroubled(store));
  }

  @Override
  public void storeRecovered(StoreReference store) {
    listeners.forEach(listener -> listener.storeRecovered(store));
  }
}
