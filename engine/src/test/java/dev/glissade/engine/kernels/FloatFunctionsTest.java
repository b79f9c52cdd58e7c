package dev.glissade.engine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  private interface FloatFunction {
    float apply(float x);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        Arguments.of(
            UnaryFunction.EXPONENTIAL_MINUS_ONE, (FloatFunction) FloatFunctions::expm1, 1.5),
        Arguments.of(UnaryFunction.LOGARITHM, (FloatFunction) FloatFunctions::log, 1),
        Arguments.of(UnaryFunction.LOGARITHM_PLUS_ONE, (FloatFunction) FloatFunctions::log1p, 2),
        Arguments.of(UnaryFunction.TANH, (FloatFunction) FloatFunctions::tanh, 1),
        Arguments.of(UnaryFunction.SIGMOID, (FloatFunction) FloatFunctions::sigmoid, 2.5),
        Arguments.of(UnaryFunction.SOFTPLUS, (FloatFunction) FloatFunctions::softplus, 2),
        Arguments.of(UnaryFunction.ERROR_FUNCTION, (FloatFunction) FloatFunctions::erf, 1));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void otherFunctionsKeepTheirPromise(UnaryFunction f, FloatFunction own, double units) {
    double worst =
        worstError(
            bits -> {
              float x = Float.intBitsToFloat(bits);
              boolean isDefined = !Double.isNaN(f.apply(x));
              return isDefined ? ulps(own.apply(x), f::apply, x) : 0;
            });

    assertTrue(worst < units, f + " is off by " + worst);
    assertTrue(worst > 0.5, "no error at all: not one of all floats was looked at");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void otherFunctionsOfSpecialNumbers(UnaryFunction f, FloatFunction own, double units) {
    float[] special = {
      0f,
      -1f,
      -2f,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN
    };
    for (float x : special) {
      float expected = (float) f.apply(x);
      float actual = own.apply(x);
      // -0 and 0 are one value here.
      boolean isNear =
          actual == expected || Math.abs(actual - expected) < (units + 0.5) * Math.ulp(expected);
      assertTrue(
          isNear || Float.isNaN(expected) && Float.isNaN(actual), f + " of " + x + ": " + actual);
    }
  }
}
