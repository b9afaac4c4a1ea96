package dev.keywright.sync;

import dev.keywright.core.Diagnosis;
import dev.keywright.core.Reason;
import dev.keywright.core.SecretMaterial;
import dev.keywright.core.SourceVersion;
import dev.keywright.fetch.FetchRequest;
import dev.keywright.fetch.FetchResult;
import dev.keywright.fetch.Fetcher;
import dev.keywright.fetch.SourceKey;
import dev.keywright.provider.spi.SecretContent;
import dev.keywright.provider.spi.SecretObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store in memory, asked as sync asks. */
public final class FakeFetcher implements Fetcher {
  private final Map<SourceKey, SecretObject> objects = new HashMap<>();
  private final Map<SourceKey, FetchResult> failures = new HashMap<>();
  private final List<FetchRequest> requests = new ArrayList<>();
  private final List<Urgency> urgencies = new ArrayList<>();
  private Runnable onFetch = () -> {};

  public void put(SourceKey source, String version, String json) {
    objects.put(
        source,
        new SecretObject(
            new SecretContent.Document(SecretMaterial.ofUtf8(json)),
            new SourceVersion(version),
            Optional.empty()));
    failures.remove(source);
  }

  /** The store says that there is no such object. */
  public void remove(SourceKey source) {
    failures.put(source, new FetchResult.Absent(new Diagnosis(Reason.PathNotFound, "gone")));
  }

  /** The store does not answer. */
  public void breakDown(SourceKey source, Optional<Duration> retryAfter) {
    failures.put(
        source,
        new FetchResult.Unavailable(new Diagnosis(Reason.ProviderUnavailable, "down"), retryAfter));
  }

  /** The store refuses. */
  public void refuse(SourceKey source) {
    failures.put(source, new FetchResult.Refused(new Diagnosis(Reason.AccessDenied, "no")));
  }

  /** The store answers again. */
  public void answer() {
    failures.clear();
  }

  /** Does something while the store is asked, for instance lets time pass. */
  public void onFetch(Runnable action) {
    onFetch = action;
  }

  public List<FetchRequest> requests() {
    return requests;
  }

  public List<Urgency> urgencies() {
    return urgencies;
  }

  @Override
  public FetchResult fetch(FetchRequest request, Urgency urgency) {
    requests.add(request);
    urgencies.add(urgency);
    onFetch.run();
    SourceKey source = request.source();
    FetchResult failure = failures.get(source);
    if (failure != null) {
      return failure;
    }
    SecretObject object = objects.get(source);
    if (object == null) {
      return new FetchResult.Absent(new Diagnosis(Reason.PathNotFound, "nothing there"));
    }
    return request.known().filter(object.version()::equals).isPresent()
        ? new FetchResult.Unchanged(object.version())
        : new FetchResult.Found(object);
  }
}
