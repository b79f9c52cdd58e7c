package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Reference;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// What must not change when scale, order or orientation do, on random matrices.
class InvariancePropertyTest {
  private static final int ROWS = 4;
  private static final int COLUMNS = 3;

  private static double[] random(long seed) {
    return new Random(seed).doubles(ROWS * COLUMNS, -1, 1).toArray();
  }

  /// The first direction of an optimiser for the gradient of a matrix.
  private static double[] direction(Optimizer optimizer, Shape shape, double[] gradient) {
    Graph graph = new Graph();
    Update.Declarations declared = new Update.Declarations();
    Tensor theta = graph.variable("weight", Shape.of(shape.size()));
    var segment = new Update.Segment("weight", shape, 0, shape.size());
    Update update = Update.of("weight", theta, List.of(segment), declared);
    Tensor g = graph.variable("gradient", Shape.of(shape.size()));
    Tensor result = Jointly.through(optimizer.transforms(), List.of(g), List.of(update)).getFirst();
    Map<String, double[]> variables = new HashMap<>();
    declared.slots().forEach((name, size) -> variables.put(name, new double[size.size()]));
    variables.put("gradient", gradient);
    variables.put("weight", new double[shape.size()]);
    Map<String, Double> scalars = new HashMap<>();
    declared.knobs().forEach((name, usual) -> scalars.put(name, usual.at(Clock.start(1, 1))));
    declared.products().forEach(name -> scalars.put(name + ".product", scalars.get(name)));
    return Reference.of(Map.of(), scalars, variables, 0, 0).evaluate(result);
  }

  private static double[] transposed(double[] x, int rows, int columns) {
    double[] result = new double[x.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[j * rows + i] = x[i * columns + j];
      }
    }
    return result;
  }

  private static double[] rowsReversed(double[] x) {
    double[] result = new double[x.length];
    for (int i = 0; i < ROWS; i++) {
      System.arraycopy(x, i * COLUMNS, result, (ROWS - 1 - i) * COLUMNS, COLUMNS);
    }
    return result;
  }

  private static Muon muon(Muon.Iteration iteration) {
    return new Muon(Schedule.constant(1), 0.95, true, Muon.Scale.LIKE_ADAM, Dialect.TEXTBOOK, false)
        .with(iteration);
  }

  @RepeatedTest(5)
  void muonDoesNotSeeScaleOrderOrOrientation(RepetitionInfo info) {
    Shape shape = Shape.of(ROWS, COLUMNS);
    double[] g = random(info.getCurrentRepetition());
    double[] larger = java.util.Arrays.stream(g).map(x -> 1024 * x).toArray();
    for (Muon.Iteration iteration : Muon.Iteration.values()) {
      Muon muon = muon(iteration);
      double[] o = direction(muon, shape, g);
      assertArrayEquals(o, direction(muon, shape, larger), 1e-3);
      assertArrayEquals(rowsReversed(o), direction(muon, shape, rowsReversed(g)), 1e-12);
      double[] turned = direction(muon, Shape.of(COLUMNS, ROWS), transposed(g, ROWS, COLUMNS));
      assertArrayEquals(transposed(o, ROWS, COLUMNS), turned, 1e-12);
    }
  }

  /// One by one, a matrix with a single value σ beside a large one.
  @Test
  void muonBringsSingularValuesNearOne() {
    Shape square = Shape.of(2, 2);
    Muon muon =
        new Muon(Schedule.constant(1), 0, false, Muon.Scale.ORIGINAL, Dialect.TEXTBOOK, false);
    for (double sigma = 0.002; sigma < 1; sigma *= 1.05) {
      double rest = Math.sqrt(1 - sigma * sigma);
      double[] o = direction(muon, square, new double[] {sigma, 0, 0, rest});
      assertTrue(o[0] > 0.68 && o[0] < 1.21, sigma + " became " + o[0]);
      double[] p =
          direction(
              muon.with(Muon.Iteration.POLAR_EXPRESS), square, new double[] {sigma, 0, 0, rest});
      assertTrue(p[0] > 0.84 && p[0] < 1.15, sigma + " became " + p[0]);
    }
  }

  @RepeatedTest(5)
  void coordinatesOfElementWiseOptimizersMayBePermuted(RepetitionInfo info) {
    Shape shape = Shape.of(ROWS, COLUMNS);
    double[] g = random(info.getCurrentRepetition());
    for (NamedOptimizer named :
        List.of(
            NamedOptimizer.ADAM,
            NamedOptimizer.ADAMAX,
            NamedOptimizer.LION,
            NamedOptimizer.ADAN,
            NamedOptimizer.RMSPROP,
            NamedOptimizer.SM3,
            NamedOptimizer.ADAFACTOR)) {
      Optimizer optimizer = named.of(named.usual().settings(0, Dialect.TEXTBOOK));
      assertArrayEquals(
          rowsReversed(direction(optimizer, shape, g)),
          direction(optimizer, shape, rowsReversed(g)),
          1e-12,
          named.label());
    }
  }

  /// Without bases it is Adam from the second step on.
  @Test
  void soapInItsOwnAxesIsAdam() {
    Adam adam = Adam.of().learningRate(0.1);
    double[] soap = Trajectory.of(new Soap(adam, 10, 0), 12).first();
    assertEquals(1, soap[1], 0);
    double[] gradients =
        java.util.stream.IntStream.range(0, 12).mapToDouble(Trajectory::gradient).toArray();
    double x = 1;
    double m = 0;
    double v = 0;
    for (int step = 1; step < 12; step++) {
      m = 0.9 * m + 0.1 * gradients[step];
      v = 0.999 * v + 0.001 * gradients[step] * gradients[step];
      double mHat = m / (1 - Math.pow(0.9, step));
      double vHat = v / (1 - Math.pow(0.999, step));
      x -= 0.1 * mHat / (Math.sqrt(vHat) + 1e-8);
      assertEquals(x, soap[step + 1], 1e-12);
    }
  }

  @Test
  void soapOfATransposedMatrixIsTransposed() {
    try (SoapWalk upright = new SoapWalk(ROWS, COLUMNS);
        SoapWalk turned = new SoapWalk(COLUMNS, ROWS)) {
      for (int step = 0; step < 15; step++) {
        double[] g = random(100 + step);
        upright.step(g);
        turned.step(transposed(g, ROWS, COLUMNS));
        assertArrayEquals(
            transposed(upright.theta(), ROWS, COLUMNS), turned.theta(), 1e-5, "step " + step);
      }
      assertTrue(Math.abs(upright.theta()[0]) > 1e-3);
    }
  }

  @Test
  void anAverageThatForgetsAtOnceIsTheParameters() {
    Optimizer inner = Adam.of().learningRate(0.1);
    for (WeightAverage.Beginning beginning : WeightAverage.Beginning.values()) {
      var average = new WeightAverage.Exponential(Schedule.constant(0), beginning);
      Trajectory averaged = Trajectory.of(new Averaged(inner, average), 9);
      assertEquals(0, Trajectory.of(inner, 9).distance(averaged));
    }
  }

  @Test
  void scheduleFreeWithoutInterpolationAveragesAllPlacesEqually() {
    GradientDescent descent = GradientDescent.of().learningRate(0.1);
    double[] places = Trajectory.of(descent, 9).first();
    double mean = 0;
    for (int step = 1; step <= 9; step++) {
      mean += places[step] / 9;
    }
    // With β 1 the parameters are the average itself; gradients are given, so the way is the same.
    double[] averages = Trajectory.of(new ScheduleFree(descent, Math.nextDown(1.0)), 9).first();
    assertEquals(mean, averages[9], 1e-13);
  }

  @Test
  void stepsOfAdamAreAtMostAboutTheRate() {
    double[] way = Trajectory.of(Adam.of().learningRate(0.1), 20).first();
    for (int step = 1; step <= 20; step++) {
      assertTrue(Math.abs(way[step] - way[step - 1]) < 0.1 * 1.2);
    }
  }
}
