package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Reference;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What transforms see of a block that is made of a matrix `[2, 2]` and a vector of 3.
class BlockTest {
  private static final double[] THETA = {3, 0, 0, 4, 0, 0, 0};
  private static final double[] GRADIENT = {1, 2, 3, 6, 2, 1, 2};

  private static double[] apply(Transform transform, String block, double... gradient) {
    Graph graph = new Graph();
    Tensor theta = graph.variable("parameters", Shape.of(7));
    Tensor g = graph.variable("gradient", Shape.of(7));
    List<Update.Segment> segments =
        List.of(
            new Update.Segment("matrix", Shape.of(2, 2), 0, 4),
            new Update.Segment("vector", Shape.of(3), 4, 7));
    Update.Declarations declared = new Update.Declarations();
    Tensor result = transform.apply(g, Update.of(block, theta, segments, declared));
    Map<String, Double> scalars = new HashMap<>(Map.of("learning-rate", 0.5));
    declared
        .knobs()
        .forEach((name, usual) -> scalars.putIfAbsent(name, usual.at(Clock.start(1, 1))));
    return Reference.of(Map.of(), scalars, variables(gradient, declared), 0, 0).evaluate(result);
  }

  private static Map<String, double[]> variables(double[] gradient, Update.Declarations declared) {
    Map<String, double[]> variables = new HashMap<>();
    declared.slots().forEach((name, shape) -> variables.put(name, new double[shape.size()]));
    variables.put("parameters", THETA);
    variables.put("gradient", gradient);
    return variables;
  }

  private static double[] apply(Transform transform) {
    return apply(transform, "weight", GRADIENT);
  }

  /// What an optimiser's transforms make of the gradient, and then the rate of a half.
  private static double[] change(Optimizer optimizer, String block) {
    return apply(
        (gradient, update) -> {
          List<Tensor> changed = new ArrayList<>(List.of(gradient));
          optimizer
              .transforms()
              .forEach(each -> changed.set(0, each.apply(changed.get(0), update)));
          return optimizer.isScaled() ? changed.get(0) : changed.get(0).times(update.rate());
        },
        block,
        GRADIENT);
  }

  @Test
  void everyParameterIsClippedByItself() {
    double scale = 5 / Math.sqrt(50);

    assertArrayEquals(
        new double[] {scale, 2 * scale, 3 * scale, 6 * scale, 2, 1, 2},
        apply(Transforms.clipEach(5)),
        1e-15);
  }

  @Test
  void everyParameterIsClippedToItsRootMeanSquare() {
    double matrix = 2 / Math.sqrt(50 / 4.0);

    assertArrayEquals(
        new double[] {matrix, 2 * matrix, 3 * matrix, 6 * matrix, 2, 1, 2},
        apply(Transforms.clipRootMeanSquare(2)),
        1e-15);
  }

  @Test
  void valuesAreClippedOnBothSides() {
    assertArrayEquals(
        new double[] {-2, 1, 2, 2, 0, -1, 2},
        apply(Transforms.clipValue(2), "weight", -9, 1, 2, 3, 0, -1, 9),
        0);
  }

  @Test
  void theMeanOfEachUnitIsTakenFromMatricesOnly() {
    assertArrayEquals(
        new double[] {-1, -2, 1, 2, 2, 1, 2}, apply(Transforms.centralize(false)), 1e-15);
    assertArrayEquals(
        new double[] {-0.5, 0.5, -1.5, 1.5, 2, 1, 2}, apply(Transforms.centralize(true)), 1e-15);
  }

  @Test
  void theTrustRatioMakesChangesAsLongAsTheirParameter() {
    double scale = 5 / Math.sqrt(50);

    assertArrayEquals(
        new double[] {scale, 2 * scale, 3 * scale, 6 * scale, 2, 1, 2},
        apply(new TrustRatio(1, 0, false)),
        1e-15);
  }

  @Test
  void aGradientThatIsNotFiniteIsSkippedAsAWhole() {
    assertArrayEquals(GRADIENT, apply(Transforms.skipNonFinite()), 0);
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertArrayEquals(
          new double[7], apply(Transforms.skipNonFinite(), "weight", 1, bad, 3, 4, 5, 6, 7), 0);
    }
  }

  @Test
  void decayIsCoupledDecoupledOrIndependentOfTheRate() {
    Optimizer sign = SignDescent.of(0.5);
    for (WeightDecay.Kind kind : WeightDecay.Kind.values()) {
      double[] change = change(sign.decay(new WeightDecay(0.1, kind, true)), "weight");
      double expected =
          switch (kind) {
            case COUPLED -> 0.5;
            case DECOUPLED, CORRECTED, CAUTIOUS -> 0.5 * (1 + 0.1 * 3);
            case INDEPENDENT -> 0.5 + 0.1 * 3;
          };
      assertEquals(expected, change[0], 1e-15, kind.name());
      assertEquals(0.5, change[1], 1e-15, kind.name());
    }
  }

  @Test
  void decayOfAScaledOptimizerIsMultipliedByTheRateToo() {
    Optimizer scaled = SignDescent.of(0.5).scaled();
    WeightDecay decay = new WeightDecay(0.1, WeightDecay.Kind.DECOUPLED, true);

    assertEquals(0.65, change(scaled.decay(decay), "weight")[0], 1e-15);
    assertEquals(0.5, change(scaled.decay(decay), "bias")[0], 1e-15);
  }

  @Test
  void momentumOfKerasHasTheRateInside() {
    for (boolean isNesterov : new boolean[] {false, true}) {
      Momentum keras = new Momentum(Schedule.constant(0.5), 0.9, isNesterov, Dialect.KERAS);
      assertEquals(isNesterov ? 0.95 : 0.5, change(keras, "weight")[0], 1e-15);
    }
  }

  @Test
  void theIncomingWeightsOfEachUnitAreHeldToANormAfterTheUpdate() {
    // Columns [3, 0] and [0, 4] less half of [1, 3] and [2, 6]: [2.5, -1.5] and [-1, 1].
    double[] change = change(GradientDescent.of().maxNorm(1), "weight");

    double first = Math.hypot(2.5, 1.5);
    double second = Math.sqrt(2);
    double[] after = {2.5 / first, -1 / second, -1.5 / first, 1 / second, -1, -0.5, -1};
    double[] expected = new double[7];
    java.util.Arrays.setAll(expected, i -> THETA[i] - after[i]);
    assertArrayEquals(expected, change, 1e-12);
  }

  @Test
  void aNormThatIsShortEnoughStays() {
    assertArrayEquals(
        change(GradientDescent.of(), "weight"),
        change(GradientDescent.of().maxNorm(3), "weight"),
        1e-12);
  }
}
