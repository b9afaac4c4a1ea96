package dev.keywright.rotation.driver.spi;

/**
 * What a driver and its target can do. The engine leaves out the phases that these make needless.
 *
 * @param overlap the target accepts the old and the new value at the same time
 * @param mintsValue the target makes the value itself
 * @param setAndCommitAtOnce the value becomes valid by being current in the store; there is no
 *     phase Applied
 * @param readBack the pending value can be read back from where it is kept, and reading it back is
 *     part of the proof
 * @param canDisable the old credential can be switched off before it is deleted
 * @param canRevoke the old credential can be taken away
 * @param lastUse the target tells when a credential was last used
 */
public record DriverCapabilities(
    boolean overlap,
    boolean mintsValue,
    boolean setAndCommitAtOnce,
    boolean readBack,
    boolean canDisable,
    boolean canRevoke,
    boolean lastUse) {}
