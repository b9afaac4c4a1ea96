package dev.keywright.e2e.demo.story;

import java.time.InstantSource;
import java.util.List;

/** The story of the product's main job. */
public final class MainJob {
  /** How many steps it takes until the first Secret is there. */
  public static final int FIRST_SECRET = 3;

  private MainJob() {}

  /** Its steps, in their order: each one builds on those before it. */
  public static List<Step> steps(InstantSource clock) {
    return List.of(
        new LeastRights(),
        new StoresReady(),
        new FirstSync(),
        new ChangeArrives(),
        new DeletedSecretIsBack(),
        new TokenRotates(clock),
        new StoreDown(),
        new StoreBack(),
        new AuditTrail(),
        new ForgeryIsNamed());
  }
}
