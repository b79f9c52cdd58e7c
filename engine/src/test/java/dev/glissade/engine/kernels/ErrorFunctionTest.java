package dev.glissade.engine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class ErrorFunctionTest {
  private static final MathContext DIGITS = new MathContext(80);

  /// The Maclaurin series in 80 digits.
  private static BigDecimal exact(double x) {
    BigDecimal square = new BigDecimal(x).pow(2);
    BigDecimal term = new BigDecimal(x);
    BigDecimal sum = term;
    for (int n = 1; n < 400; n++) {
      term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(-n), DIGITS);
      sum = sum.add(term.divide(BigDecimal.valueOf(2L * n + 1), DIGITS), DIGITS);
    }
    BigDecimal twoOverRootPi =
        new BigDecimal("1.1283791670955125738961589031215451716881012586580");
    return sum.multiply(twoOverRootPi, DIGITS);
  }

  @Test
  void itIsAccurateEverywhere() {
    double worst = 0;
    double at = 0;
    for (int i = 1; i <= 600; i++) {
      double x = i / 100.0;
      double expected = exact(x).doubleValue();
      double error = Math.abs(ErrorFunction.erf(x) - expected) / expected;
      if (error > worst) {
        worst = error;
        at = x;
      }
      assertEquals(-ErrorFunction.erf(x), ErrorFunction.erf(-x));
    }
    assertTrue(worst < 1e-14, "relative error " + worst + " at " + at);
  }

  @Test
  void itsLimitsAreExact() {
    assertEquals(1, ErrorFunction.erf(Double.POSITIVE_INFINITY));
    assertEquals(-1, ErrorFunction.erf(Double.NEGATIVE_INFINITY));
    assertEquals(-0.0, ErrorFunction.erf(-0.0));
    assertTrue(Double.isNaN(ErrorFunction.erf(Double.NaN)));
    assertEquals(1.1283791670955126e-300, ErrorFunction.erf(1e-300));
  }
}
