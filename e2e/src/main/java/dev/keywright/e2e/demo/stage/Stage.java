package dev.keywright.e2e.demo.stage;

import dev.keywright.e2e.demo.ground.Cast;
import dev.keywright.e2e.launcher.model.RunFacts.ControlPlane;
import dev.keywright.e2e.operator.OperatorUnderTest;
import java.util.Optional;

/**
 * What stands when the story begins.
 *
 * @param cast names
 * @param cluster where the story plays
 * @param objects the objects of the story, with all rights
 * @param stores the two stores
 * @param operator the product
 * @param files of the run
 * @param chronicle what earlier steps have seen
 */
public record Stage(
    Cast cast,
    ControlPlane cluster,
    DemoObjects objects,
    Stores stores,
    DemoOperator operator,
    DemoFiles files,
    Chronicle chronicle) {

  /** The stores behind the product, looked at from outside. */
  public record Stores(DemoVault vault, DemoAws aws) {}

  public DemoVault vault() {
    return stores.vault();
  }

  public DemoAws aws() {
    return stores.aws();
  }

  /** Why the story cannot go on whatever happens; empty while it can. */
  public Optional<String> trouble() {
    OperatorUnderTest process = operator.process();
    return process.isRunning()
        ? Optional.empty()
        : Optional.of("the operator has ended (its log: " + process.logFile() + ")");
  }
}
