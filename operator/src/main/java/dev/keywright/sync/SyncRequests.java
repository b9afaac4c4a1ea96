package dev.keywright.sync;

import dev.keywright.api.v1alpha1.RequestState;
import dev.keywright.api.v1alpha1.RequestStatus;
import dev.keywright.core.Diagnosis;
import dev.keywright.core.TimedRequest;
import org.jspecify.annotations.Nullable;

/** What status says of the sync request annotation after a look; null for nothing. Pure. */
final class SyncRequests {
  private SyncRequests() {}

  /** The sources were asked and the target holds what they hold. */
  static @Nullable RequestStatus done(SyncObservation observed) {
    return observed.syncRequest() instanceof TimedRequest.Due due
        ? new RequestStatus(due.token(), RequestState.Done, null, null, null)
        : untouched(observed);
  }

  /** The sources were asked, in vain so far. */
  static @Nullable RequestStatus running(SyncObservation observed, Diagnosis diagnosis) {
    return observed.syncRequest() instanceof TimedRequest.Due due
        ? new RequestStatus(due.token(), RequestState.Running, diagnosis.message(), null, null)
        : untouched(observed);
  }

  /** The sources were not asked. */
  static @Nullable RequestStatus untouched(SyncObservation observed) {
    return switch (observed.syncRequest()) {
      case TimedRequest.None ignored -> observed.lastSyncRequest().orElse(null);
      case TimedRequest.Due due ->
          new RequestStatus(due.token(), RequestState.Running, null, null, null);
      case TimedRequest.Later later ->
          new RequestStatus(
              later.token(),
              RequestState.Waiting,
              "The requested time is ahead.",
              later.until(),
              null);
      case TimedRequest.Refused refused ->
          new RequestStatus(refused.token(), RequestState.Refused, refused.why(), null, null);
    };
  }
}
