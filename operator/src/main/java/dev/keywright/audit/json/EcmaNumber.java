package dev.keywright.audit.json;

import java.math.BigDecimal;

/**
 * Prints a double as ECMAScript does (ECMA-262, Number::toString, which RFC 8785 section 3.2.2.3
 * asks for): the fewest digits that read back as the same double, plain between 1e-6 and 1e21, with
 * an exponent outside.
 */
final class EcmaNumber {
  private EcmaNumber() {}

  /**
   * @throws IllegalArgumentException when {@code number} is not finite
   */
  static String toText(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("JSON has no infinite or undefined numbers");
    }
    if (number == 0) {
      return "0";
    }
    BigDecimal shortest = shortest(Math.abs(number));
    String digits = shortest.unscaledValue().toString();
    int pointAfter = digits.length() - shortest.scale();
    return (number < 0 ? "-" : "") + layOut(digits, pointAfter);
  }

  /**
   * {@link Double#toString(double)} gives the shortest decimal, except that it never goes below two
   * digits; where one digit is enough, it is found here.
   */
  private static BigDecimal shortest(double number) {
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    if (decimal.precision() != 2) {
      return decimal;
    }
    BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(1 - decimal.scale());
    BigDecimal below = decimal.divideToIntegralValue(unit).multiply(unit);
    BigDecimal above = below.add(unit);
    boolean takeBelow = below.signum() > 0 && below.doubleValue() == number;
    boolean takeAbove = above.doubleValue() == number;
    if (takeBelow && takeAbove) {
      BigDecimal exact = new BigDecimal(number);
      takeAbove = above.subtract(exact).compareTo(exact.subtract(below)) < 0;
    }
    BigDecimal chosen = takeAbove ? above : takeBelow ? below : decimal;
    return chosen.stripTrailingZeros();
  }

  private static String layOut(String digits, int pointAfter) {
    int count = digits.length();
    if (pointAfter > 21 || pointAfter <= -6) {
      int exponent = pointAfter - 1;
      String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
      return mantissa + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
    }
    if (pointAfter >= count) {
      return digits + "0".repeat(pointAfter - count);
    }
    if (pointAfter > 0) {
      return digits.substring(0, pointAfter) + "." + digits.substring(pointAfter);
    }
    return "0." + "0".repeat(-pointAfter) + digits;
  }
}
