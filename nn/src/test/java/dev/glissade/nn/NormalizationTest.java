package dev.glissade.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glissade.engine.RandomNumbers;
import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.testkit.Comparison;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Normalisations within an example: what they promise whatever the numbers are.
class NormalizationTest {
  private static final Shape SHAPE = Shape.of(6, 8, 5);

  static Stream<Layer> layers() {
    return Stream.of(
        LayerNorm.of(), LayerNorm.of().over(2), RmsNorm.of(), GroupNorm.of(4), InstanceNorm.of());
  }

  private static Traced on(Layer layer, Shape shape) {
    return Traced.of(layer, shape, Mode.TRAINING);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void anExampleIsNormalizedAloneAsInABatch(Layer layer) {
    Traced batch = on(layer, SHAPE);
    Traced alone = on(layer, SHAPE.with(0, 1));
    int size = SHAPE.tail().size();
    alone.values.put("x", Arrays.copyOfRange(batch.values.get("x"), 3 * size, 4 * size));

    assertArrayEquals(Arrays.copyOfRange(batch.run(), 3 * size, 4 * size), alone.run());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void trainingAndUseAreTheSame(Layer layer) {
    Traced use = Traced.of(layer, SHAPE, Mode.INFERENCE);

    assertArrayEquals(use.run(), on(layer, SHAPE).run());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void theScaleOfTheInputDoesNotMatter(Layer layer) {
    Traced traced = on(layer, SHAPE);
    traced.values.computeIfPresent("x", (_, x) -> Arrays.stream(x).map(v -> 1e3 * v).toArray());
    double[] expected = traced.evaluate();
    traced.values.computeIfPresent("x", (_, x) -> Arrays.stream(x).map(v -> 64 * v).toArray());

    Comparison.assertClose(layer.toString(), traced.evaluate(), expected, 1e-8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e4, -1e4, 1e5})
  void aLargeMeanDoesNotDrownTheDeviationInFloats(double mean) {
    Stream.of(LayerNorm.of(), GroupNorm.of(4), InstanceNorm.of())
        .forEach(
            layer -> {
              Traced traced = on(layer, SHAPE);
              RandomNumbers random = RandomNumbers.of(5, "shifted");
              double[] x = new double[SHAPE.size()];
              Arrays.setAll(x, i -> (float) (mean + random.normal(i)));
              traced.values.put("x", x);

              Comparison.assertClose(
                  layer.toString(), Comparison.widen(traced.run()), traced.evaluate(), 3e-6);
            });
  }

  @Test
  void equalValuesGiveTheShiftAndNoGradientThatIsNotFinite() {
    Traced traced = on(LayerNorm.of(), Shape.of(2, 4));
    traced.values.put("x", new double[] {7, 7, 7, 7, -1e5, -1e5, -1e5, -1e5});
    double[] beta = traced.values.get("beta");

    float[] y = traced.run();

    for (int i = 0; i < y.length; i++) {
      assertEquals((float) beta[i % 4], y[i]);
    }
    float[] dx = traced.gradient("x");
    // A shift of the row changes nothing.
    assertEquals(0, dx[0] + dx[1] + dx[2] + dx[3], 1e-4);
    assertEquals(0, dx[4] + dx[5] + dx[6] + dx[7], 1e-4);
  }

  @Test
  void gainAndShiftHaveTheShapeOfTheNormalizedAxes() {
    Traced traced = on(LayerNorm.of().over(2), SHAPE);

    assertEquals(40, traced.values.get("gamma").length);
    assertEquals(8, on(GroupNorm.of(2), SHAPE).values.get("gamma").length);
  }

  @Test
  void mistakesAreNamed() {
    assertComplaint(
        "layerNorm: expected a batch with at least 2 more axes, but got [3, 4]",
        () -> on(LayerNorm.of().over(2), Shape.of(3, 4)));
    assertComplaint(
        "rmsNorm: expected [batch, …, units], but got [3]", () -> on(RmsNorm.of(), Shape.of(3)));
    assertComplaint(
        "groupNorm: expected [batch, a multiple of 4 units, …], but got [3, 6]",
        () -> on(GroupNorm.of(4), Shape.of(3, 6)));
    assertComplaint(
        "instanceNorm: expected [batch, units, positions, …], but got [3, 6]",
        () -> on(InstanceNorm.of(), Shape.of(3, 6)));
    assertComplaint(
        "glu: expected [batch, …, an even number], but got [3, 5]",
        () -> on(Glu.of(), Shape.of(3, 5)));
    assertMistake("LayerNorm: axes must be positive, but got axes=0", () -> LayerNorm.of().over(0));
    assertMistake(
        "RmsNorm: epsilon must be positive and finite, but got epsilon=0.0", () -> new RmsNorm(0));
    assertMistake("GroupNorm: groups must be positive, but got groups=0", () -> GroupNorm.of(0));
    assertMistake("Celu: alpha must be positive and finite, but got alpha=-1.0", () -> Celu.of(-1));
  }

  private static void assertComplaint(String message, Executable body) {
    assertEquals(message, assertThrows(ShapeException.class, body).getMessage());
  }

  private static void assertMistake(String message, Executable body) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, body).getMessage());
  }
}
