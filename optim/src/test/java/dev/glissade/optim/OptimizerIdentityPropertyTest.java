package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Optimisers that are the same under other names or numbers, and what does not change them.
class OptimizerIdentityPropertyTest {
  private static final double RATE = 0.05;
  private static final double[] START = {1, -0.5, 3, 0.2};
  private static final int STEPS = 12;

  private static Tensor cost(Tensor x, double scale) {
    Tensor bowl = x.square().plus(x.square().square().times(0.1));
    return bowl.sum().plus(x.slice(0, 0, 2).sum()).times(scale);
  }

  /// The parameters after each of some steps down a bowl.
  private static List<double[]> way(Optimizer optimizer, double scale, double[] start) {
    try (Rig rig = new Rig(optimizer, x -> cost(x, scale), start)) {
      List<double[]> way = new ArrayList<>(List.of(start));
      for (int i = 0; i < STEPS; i++) {
        rig.step();
        way.add(rig.inDouble().clone());
      }
      return way;
    }
  }

  private static List<double[]> way(Optimizer optimizer) {
    return way(optimizer, 1, START);
  }

  private static void assertSame(List<double[]> expected, List<double[]> actual, double tolerance) {
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), tolerance, "step " + i);
    }
  }

  private static void assertSame(Optimizer expected, Optimizer actual) {
    assertSame(way(expected), way(actual), 1e-13);
  }

  private static Adam adam(double beta1, Epsilon place) {
    return new Adam(Schedule.constant(RATE), beta1, 0.99, 1e-3, place);
  }

  @Test
  void correctedRmsPropWithEpsilonOutsideIsAdamWithoutMomentum() {
    assertSame(
        adam(0, Epsilon.OUTSIDE),
        new RmsProp(Schedule.constant(RATE), 0.99, 1e-3, Dialect.PYTORCH, false, true, 0));
  }

  @Test
  void momentumOfPyTorchIsTheTextbooksWithASmallerRate() {
    Momentum textbook = Momentum.of().learningRate(RATE);
    Schedule smaller = Schedule.constant(RATE * (1 - textbook.beta()));
    for (Dialect dialect : List.of(Dialect.PYTORCH, Dialect.OPTAX, Dialect.KERAS)) {
      assertSame(textbook, new Momentum(smaller, textbook.beta(), false, dialect));
    }
  }

  @Test
  void momentumOfKerasDiffersOnlyOnceTheRateChanges() {
    Schedule falling = Schedule.constant(RATE).changedAt(6, RATE / 10);
    List<double[]> keras = way(new Momentum(falling, 0.9, false, Dialect.KERAS));
    List<double[]> pytorch = way(new Momentum(falling, 0.9, false, Dialect.PYTORCH));

    assertSame(keras.subList(0, 7), pytorch.subList(0, 7), 1e-13);
    assertTrue(Math.abs(keras.get(7)[2] - pytorch.get(7)[2]) > 1e-2);
  }

  @Test
  void epsilonDoesNotMatterWhereItIsNothing() {
    Adam outside = new Adam(Schedule.constant(RATE), 0.9, 0.99, 0);
    assertSame(outside, outside.with(Epsilon.HAT));
    assertSame(outside, outside.with(Epsilon.ROOT));
  }

  @Test
  void epsilonHatWeighsManyTimesAsMuchInTheFirstStep() {
    Adam adam = new Adam(Schedule.constant(1), 0.9, 0.999, 1e-2);
    double outside = way(adam, 0.01, START).get(1)[0];
    double hat = way(adam.with(Epsilon.HAT), 0.01, START).get(1)[0];
    double g = 0.01 * (2 * START[0] + 0.4 * Math.pow(START[0], 3) + 1);

    assertEquals(START[0] - g / (g + 1e-2), outside, 1e-12);
    assertEquals(START[0] - g / (g + 1e-2 / Math.sqrt(1 - 0.999)), hat, 1e-12);
  }

  @Test
  void anAverageThatWeighsNothingLeavesAdam() {
    Adam adam = adam(0.9, Epsilon.OUTSIDE);
    assertSame(adam, new AdEMAMix(adam, 0.999, 0));
    assertSame(adam, new AdamW(adam, 0, true));
    assertSame(adam, adam.decay(new WeightDecay(0, WeightDecay.Kind.INDEPENDENT, false)));
  }

  @Test
  void adaptiveMethodsDoNotSeeTheScaleOfTheCost() {
    Schedule rate = Schedule.constant(RATE);
    for (Optimizer optimizer :
        List.of(
            new Adam(rate, 0.9, 0.99, 0),
            new AmsGrad(new Adam(rate, 0.9, 0.99, 0), false),
            new Adamax(rate, 0.9, 0.99, 0, Dialect.PYTORCH),
            new RmsProp(rate, 0.9, 0, Dialect.TEXTBOOK),
            new AdaGrad(rate, 0, 0, Dialect.PYTORCH),
            Lion.of(RATE),
            SignDescent.of(RATE),
            Rprop.of(RATE))) {
      assertSame(way(optimizer), way(optimizer, 64, START), 1e-11);
    }
  }

  @Test
  void signsMoveEveryParameterByTheRate() {
    for (Optimizer optimizer : List.of(Lion.of(RATE), SignDescent.of(RATE))) {
      List<double[]> way = way(optimizer);
      for (int i = 1; i < way.size(); i++) {
        for (int j = 0; j < START.length; j++) {
          assertEquals(RATE, Math.abs(way.get(i)[j] - way.get(i - 1)[j]), 1e-14);
        }
      }
    }
  }

  @Test
  void scheduleFreeWithoutInterpolationIsDescentBesideItsAverage() {
    assertSame(
        GradientDescent.of().learningRate(RATE),
        new ScheduleFree(GradientDescent.of().learningRate(RATE), 0));
  }

  @Test
  void lambMovesEveryParameterByItsOwnLength() {
    Lamb lamb =
        new Lamb(
            new Adam(Schedule.constant(RATE), 0.9, 0.999, 1e-6),
            new WeightDecay(0, WeightDecay.Kind.DECOUPLED, true),
            Dialect.TEXTBOOK);
    List<double[]> way = way(lamb);
    for (int i = 1; i < way.size(); i++) {
      assertEquals(
          RATE * norm(way.get(i - 1), new double[4]), norm(way.get(i), way.get(i - 1)), 1e-12);
    }
  }

  private static double norm(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
