package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Reference;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientNoiseTest {
  private static final int SIZE = 20_000;

  /// What transforms make of a gradient of zeros in the step that comes after `step` others.
  private static double[] noise(String block, long seed, long step, List<Transform> transforms) {
    Graph graph = new Graph();
    Tensor gradient = graph.variable("gradient", Shape.of(SIZE));
    Update.Declarations declared = new Update.Declarations();
    Update update = Update.of(block, graph.variable(block, Shape.of(SIZE)), declared);
    Tensor noisy = Jointly.through(transforms, List.of(gradient), List.of(update)).getFirst();
    Map<String, Double> scalars = new HashMap<>();
    Clock clock = Clock.start(1_000_000, 1).movedTo(step);
    declared.knobs().forEach((name, usual) -> scalars.put(name, usual.at(clock)));
    Map<String, double[]> zeros = Map.of("gradient", new double[SIZE], block, new double[SIZE]);
    return Reference.of(Map.of(), scalars, zeros, seed, step).evaluate(noisy);
  }

  private static double[] noise(String block, long seed, long step) {
    return noise(block, seed, step, List.of(new GradientNoise(0.3, 0.55)));
  }

  private static double moment(double[] values, int power) {
    return Arrays.stream(values).map(value -> Math.pow(value, power)).average().orElseThrow();
  }

  /// Each within five standard deviations of such a mean over 20,000.
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 9, 999})
  void theNoiseIsNormalAndItsVarianceFadesLikeThePapers(long step) {
    double variance = 0.3 / Math.pow(1 + step, 0.55);

    double[] noise = noise("weight", 1, step);

    assertEquals(0, moment(noise, 1), 5 * Math.sqrt(variance / SIZE));
    assertEquals(1, moment(noise, 2) / variance, 5 * Math.sqrt(2.0 / SIZE));
    assertEquals(3, moment(noise, 4) / (variance * variance), 5 * Math.sqrt(96.0 / SIZE));
  }

  @Test
  void theNoiseIsAFunctionOfSeedStepAndBlock() {
    double[] noise = noise("weight", 1, 7);

    assertArrayEquals(noise, noise("weight", 1, 7));
    for (double[] other :
        List.of(noise("weight", 2, 7), noise("weight", 1, 8), noise("bias", 1, 7))) {
      double product = IntStream.range(0, SIZE).mapToDouble(i -> noise[i] * other[i]).sum();
      double sizes = Math.sqrt(moment(noise, 2) * moment(other, 2)) * SIZE;
      assertEquals(0, product / sizes, 5 / Math.sqrt(SIZE));
    }
  }

  /// The order of settings: noise first, then clipping in front of it.
  @Test
  void clippingDoesNotChangeTheNoise() {
    Optimizer optimizer = GradientDescent.of().before(new GradientNoise(0.3, 0.55)).clipNorm(1e-3);

    assertArrayEquals(noise("weight", 1, 7), noise("weight", 1, 7, optimizer.transforms()));
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> new GradientNoise(0, 0.55));

    assertEquals("gradient-noise: expected a positive eta, but got 0.0", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new GradientNoise(Double.NaN, 0.55));
    assertThrows(IllegalArgumentException.class, () -> new GradientNoise(0.3, -1));
    assertTrue(new FadingNoise(0.3, 0).at(Clock.start(1, 1)) > 0);
  }
}
