package dev.keywright.audit.record;

/**
 * The process that wrote a record to the chain.
 *
 * @param version of Keywright
 * @param pod the pod's name
 * @param term which leader term, from 0 on
 */
public record Producer(String version, String pod, long term) {
  public Producer {
    version = RecordText.require(version, RecordLimits.VERSION);
    pod = RecordText.require(pod, RecordLimits.NAME);
  }
}
