package dev.glissade.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.RandomNumbers;
import dev.glissade.engine.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Layers that learn under random disturbances, besides dropout.
class NoiseTest {
  private static final Shape LARGE = Shape.of(200, 100);

  static Stream<Layer> layers() {
    return Stream.of(AlphaDropout.of(0.3), DropPath.of(0.3), GaussianNoise.of(0.3));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void inUseItRests(Layer layer) {
    Traced use = Traced.of(layer, Shape.of(5, 4), Mode.INFERENCE);

    assertArrayEquals(use.values.get("x"), use.evaluate());
    assertEquals(Map.of(), use.scalars);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void itsStrengthIsAKnobAndNoneIsNone(Layer layer) {
    Traced training = Traced.of(layer, Shape.of(5, 4), Mode.TRAINING);
    training.scalars.replaceAll((_, _) -> 0.0);

    assertArrayEquals(training.values.get("x"), training.evaluate(), 1e-12);
  }

  private static double[] normal() {
    RandomNumbers random = RandomNumbers.of(9, "inputs");
    double[] x = new double[LARGE.size()];
    Arrays.setAll(x, i -> (float) random.normal(i));
    return x;
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  private static double variance(double[] x) {
    double mean = mean(x);
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  @Test
  void alphaDropoutKeepsMeanAndVariance() {
    Traced traced = Traced.of(AlphaDropout.of(0.3), LARGE, Mode.TRAINING);
    traced.values.put("x", normal());

    double[] y = traced.evaluate();

    assertEquals(0, mean(y), 0.03);
    assertEquals(1, variance(y), 0.03);
    double lowest = Arrays.stream(y).min().orElseThrow();
    long saturated = Arrays.stream(y).filter(v -> v == mostFrequent(y)).count();
    assertEquals(0.3, saturated / (double) y.length, 0.02);
    assertTrue(lowest < 0);
  }

  /// The value of the dropped elements.
  private static double mostFrequent(double[] y) {
    double a = 1 / Math.sqrt(0.7 + 0.7 * 0.3 * 1.7580993408473766 * 1.7580993408473766);
    double value = -1.7580993408473766 * a + a * 0.3 * 1.7580993408473766;
    return Arrays.stream(y).filter(v -> Math.abs(v - value) < 1e-9).findFirst().orElseThrow();
  }

  @Test
  void noiseHasItsDeviation() {
    Traced traced = Traced.of(GaussianNoise.of(0.5), LARGE, Mode.TRAINING);
    traced.values.put("x", new double[LARGE.size()]);

    double[] y = traced.evaluate();

    assertEquals(0, mean(y), 0.01);
    assertEquals(0.25, variance(y), 0.01);
  }

  @Test
  void aPathIsDroppedForWholeExamples() {
    Traced traced = Traced.of(DropPath.of(0.3), Shape.of(1000, 3), Mode.TRAINING);
    double[] x = new double[3000];
    Arrays.fill(x, 1);
    traced.values.put("x", x);

    double[] y = traced.evaluate();

    int dropped = 0;
    for (int i = 0; i < 1000; i++) {
      assertEquals(y[3 * i], y[3 * i + 1]);
      assertEquals(y[3 * i], y[3 * i + 2]);
      assertTrue(y[3 * i] == 0 || Math.abs(y[3 * i] - 1 / 0.7) < 1e-12);
      dropped += y[3 * i] == 0 ? 1 : 0;
    }
    assertEquals(0.3, dropped / 1000.0, 0.05);
  }

  @Test
  void aDroppedConnectionTakesNoPartInTheProduct() {
    Traced traced =
        Traced.of(DropConnect.of(Dense.of(1).withoutBias(), 0.5), Shape.of(1, 40), Mode.TRAINING);
    traced.values.put("x", ones(40));
    traced.values.put("weight", ones(40));

    double sum = traced.evaluate()[0];

    assertEquals(Math.rint(sum / 2), sum / 2, 1e-12);
    assertTrue(sum > 2 * 8 && sum < 2 * 32, "kept " + sum / 2);
    int kept = 0;
    for (float slope : traced.gradient("weight")) {
      kept += slope > 0 ? 1 : 0;
    }
    assertEquals(sum / 2, kept, 1e-12);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void mistakesAreNamed() {
    assertMistake(
        "AlphaDropout: expected 0 <= rate < 1, but got rate=1.0", () -> AlphaDropout.of(1));
    assertMistake("DropPath: expected 0 <= rate < 1, but got rate=-0.1", () -> DropPath.of(-0.1));
    assertMistake(
        "DropConnect: expected 0 <= rate < 1, but got rate=NaN",
        () -> DropConnect.of(Dense.of(1), Double.NaN));
    assertMistake(
        "GaussianNoise: deviation must be at least 0 and finite, but got deviation=-1.0",
        () -> GaussianNoise.of(-1));
  }

  private static void assertMistake(String message, Executable body) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, body).getMessage());
  }
}
