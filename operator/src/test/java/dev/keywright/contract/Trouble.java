package dev.keywright.contract;

/** What can be wrong between a provider and its store. */
public enum Trouble {
  /** Nothing. */
  NONE,
  /** Connections are refused or cut before an answer. */
  UNREACHABLE,
  /** Connections are accepted and never answered. */
  SILENT,
  /** The store asks for fewer requests. */
  THROTTLED,
  /** The store answers with a server error whose body holds {@link StoreUnderTest#CANARY}. */
  BROKEN,
  /** The store answers with success and a body that is not what it should be. */
  GARBLED
}
