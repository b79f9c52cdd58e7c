package dev.glissade.engine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class FloatFunctionsTest {
  /// A prime, so that all exponents and all kinds of mantissas come by.
  private static final int STRIDE = 1_009;

  /// The first that is not finite.
  private static final int INFINITE = 0x7F80_0000;

  private static double worstError(IntToDoubleFunction errorOfBits) {
    double worst = 0;
    for (int bits = 0; bits < INFINITE; bits += STRIDE) {
      worst = Math.max(worst, errorOfBits.applyAsDouble(bits));
      worst = Math.max(worst, errorOfBits.applyAsDouble(bits | Integer.MIN_VALUE));
    }
    return worst;
  }

  /// In units in the last place of the true value; 0 if both are infinite.
  private static double ulps(float actual, DoubleUnaryOperator f, double x) {
    double exact = f.applyAsDouble(x);
    float nearest = (float) exact;
    if (Float.isInfinite(nearest)) {
      return actual == nearest ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(actual - exact) / Math.ulp(nearest);
  }

  @Test
  void exponentialsAreOffByLessThanOneUnit() {
    double worst =
        worstError(
            bits -> {
              float x = Float.intBitsToFloat(bits);
              return ulps(FloatFunctions.exp(x), Math::exp, x);
            });

    assertTrue(worst < 1, "off by " + worst);
    assertTrue(worst > 0.5, "no error at all: not one of all floats was looked at");
  }

  @Test
  void exponentialsOfSpecialNumbers() {
    assertEquals(1f, FloatFunctions.exp(0f));
    assertEquals(1f, FloatFunctions.exp(-0f));
    assertEquals(0f, FloatFunctions.exp(Float.NEGATIVE_INFINITY));
    assertEquals(Float.POSITIVE_INFINITY, FloatFunctions.exp(Float.POSITIVE_INFINITY));
    assertTrue(Float.isNaN(FloatFunctions.exp(Float.NaN)));
    assertEquals((float) Math.exp(-100), FloatFunctions.exp(-100f));
    assertTrue(FloatFunctions.exp(-100f) < Float.MIN_NORMAL);
  }
}
