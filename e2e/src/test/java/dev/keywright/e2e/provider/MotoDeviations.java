package dev.keywright.e2e.provider;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Leaves out what moto 5.2.5 does otherwise than AWS, and says why. The in-process fake does it as
 * the API reference says, and the same case runs there.
 */
final class MotoDeviations implements ExecutionCondition {
  private static final Map<String, String> REASONS =
      Map.of(
          "ofTwoRunsThatStageAtOnceExactlyOneHoldsTheSlot",
          "moto attaches a staging label to a second version where AWS refuses it",
          "commitStillKnowsItsVersionAfterSomebodyWroteAnother",
          "moto's PutSecretValue leaves AWSCURRENT on a second version once the label was moved by"
              + " UpdateSecretVersionStage");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> reason = context.getTestMethod().map(Method::getName).map(REASONS::get);
    reason.ifPresent(text -> context.publishReportEntry("left out on moto", text));
    return reason
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("as AWS"));
  }
}
