package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Column;
import dev.glissade.data.Dataset;
import dev.glissade.data.Splits;
import dev.glissade.data.Table;
import dev.glissade.data.TableSource;
import dev.glissade.data.Target;
import dev.glissade.data.Task;
import dev.glissade.engine.Shape;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Loss;
import dev.glissade.nn.MeanSquaredError;
import dev.glissade.nn.Model;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Clock;
import dev.glissade.optim.GradientDescent;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The evaluator against double loops, over more examples than one batch holds.
class EvaluatorTest {
  private static final int EXAMPLES = 1024 + 313;
  private static final Clock NOW = Clock.start(1, 1);

  /// One layer with random weights.
  private static Network network(int inputs, int outputs, Loss loss) {
    Model model = Model.of(Dense.of(outputs), Shape.of(inputs));
    var recipe = new Network.Recipe(model, loss, GradientDescent.of(), 0);
    return new Network(recipe, KernelSelection.current().kernels(), 2, 5);
  }

  private static Evaluator evaluator(Network network) {
    return new Evaluator(network, new Knobs(network.knobs(), Map.of(), network.products()));
  }

  private static float[][] rows(int count, int width, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[count][width];
    for (float[] row : rows) {
      for (int i = 0; i < width; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  private static double[] outputs(Network network, float[] x, int outputs) {
    float[] weights = network.state().view("weight");
    float[] bias = network.state().view("bias");
    double[] z = new double[outputs];
    for (int j = 0; j < outputs; j++) {
      z[j] = bias[j];
      for (int i = 0; i < x.length; i++) {
        z[j] += (double) x[i] * weights[i * outputs + j];
      }
    }
    return z;
  }

  @Test
  void aClassificationAgreesWithADoubleLoop() {
    float[][] x = rows(EXAMPLES, 5, 1);
    int[] labels = IntStream.range(0, EXAMPLES).map(i -> i * 7 % 3).toArray();
    Dataset data = Dataset.of(x, labels, List.of("a", "b", "c"));
    try (Network network = network(5, 3, SoftmaxCrossEntropy.of())) {
      int[][] confusion = new int[3][3];
      double loss = 0;
      for (int i = 0; i < EXAMPLES; i++) {
        double[] z = outputs(network, x[i], 3);
        double sum = IntStream.range(0, 3).mapToDouble(j -> Math.exp(z[j])).sum();
        loss += Math.log(sum) - z[labels[i]];
        int best = z[0] >= z[1] && z[0] >= z[2] ? 0 : z[1] >= z[2] ? 1 : 2;
        confusion[labels[i]][best]++;
      }

      var metrics =
          (Metrics.Classification)
              evaluator(network).evaluate(data, Splits.of(data, data, data).preprocessing(), NOW);

      assertEquals(loss / EXAMPLES, metrics.loss(), 1e-6);
      for (int i = 0; i < 3; i++) {
        assertEquals(List.of(boxed(confusion[i])), List.of(boxed(metrics.confusion()[i])));
      }
    }
  }

  private static List<Integer> boxed(int[] counts) {
    return IntStream.of(counts).boxed().toList();
  }

  private static final double FAR = 1e9;

  /// A line with noise, its values far from zero.
  private static Splits farFromZero() {
    double[] x = new double[EXAMPLES];
    double[] y = new double[EXAMPLES];
    Random random = new Random(3);
    for (int i = 0; i < EXAMPLES; i++) {
      x[i] = random.nextGaussian();
      y[i] = FAR + x[i] + 0.5 * random.nextGaussian();
    }
    Table table = Table.of(List.of(new Column.Numeric("x", x), new Column.Numeric("y", y)));
    return TableSource.of("table", table, Target.named("y").as(Task.Kind.REGRESSION))
        .split(1, 0, 0, 1);
  }

  /// The mean is many times the deviation, so that a sum of squares in one pass would lose it.
  @Test
  void aRegressionFarFromZeroAgreesWithADoubleLoop() {
    Splits splits = farFromZero();
    try (Network network = network(1, 1, MeanSquaredError.of())) {
      Evaluator evaluator = evaluator(network);
      float[][] outputs = evaluator.outputs(splits.train(), NOW);

      var metrics =
          (Metrics.Regression) evaluator.evaluate(splits.train(), splits.preprocessing(), NOW);

      assertAgrees(splits, outputs, metrics);
    }
  }

  private static void assertAgrees(Splits splits, float[][] outputs, Metrics.Regression metrics) {
    float[] target = new float[1];
    double[] actual = new double[EXAMPLES];
    double loss = 0;
    double squares = 0;
    double absolutes = 0;
    for (int i = 0; i < EXAMPLES; i++) {
      splits.train().targets(i, target, 0);
      actual[i] = splits.preprocessing().decode(0, target[0]) - FAR;
      double error = splits.preprocessing().decode(0, outputs[i][0]) - FAR - actual[i];
      loss += Math.pow(outputs[i][0] - target[0], 2) / EXAMPLES;
      squares += error * error;
      absolutes += Math.abs(error);
    }
    double mean = DoubleStream.of(actual).average().orElseThrow();
    double spread = DoubleStream.of(actual).map(value -> Math.pow(value - mean, 2)).sum();
    assertEquals(loss, metrics.loss(), 1e-6 * (1 + loss));
    assertEquals(Math.sqrt(squares / EXAMPLES), metrics.rmse(), 1e-9);
    assertEquals(absolutes / EXAMPLES, metrics.mae(), 1e-9);
    assertEquals(1 - squares / spread, metrics.r2(), 1e-6);
  }

  @Test
  void severalTargetsHaveTheirOwnMeans() {
    float[][] x = rows(50, 2, 1);
    float[][] y = rows(50, 2, 2);
    for (float[] row : y) {
      row[1] += 100;
    }
    Dataset data = Dataset.of(x, y);
    try (Network network = network(2, 2, MeanSquaredError.of())) {
      network.state().set("weight", 0, 0, 0, 0);
      network.state().set("bias", 0, 100);

      var metrics =
          (Metrics.Regression)
              evaluator(network).evaluate(data, Splits.of(data, data, data).preprocessing(), NOW);

      assertTrue(metrics.r2() <= 0 && metrics.r2() > -0.2, "knowing the means explains nothing");
    }
  }

  @Test
  void targetsThatDoNotDifferHaveNoShareOfVariance() {
    Dataset data = Dataset.of(new float[][] {{1}, {2}}, new float[] {3, 3});
    try (Network network = network(1, 1, MeanSquaredError.of())) {
      var metrics =
          (Metrics.Regression)
              evaluator(network).evaluate(data, Splits.of(data, data, data).preprocessing(), NOW);

      assertTrue(Double.isNaN(metrics.r2()), metrics.toString());
      assertTrue(metrics.rmse() > 0 && metrics.mae() > 0);
    }
  }

  @Test
  void noExamplesAreRefused() {
    Dataset data = Dataset.of(new float[][] {{1}, {2}}, new float[] {3, 4});
    Dataset none = data.subset(new int[0]);
    try (Network network = network(1, 1, MeanSquaredError.of())) {
      Evaluator evaluator = evaluator(network);
      var preprocessing = Splits.of(data, data, data).preprocessing();

      assertEquals(
          "evaluate: expected at least one example, but got none",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> evaluator.evaluate(none, preprocessing, NOW))
              .getMessage());
      assertEquals(0, evaluator.outputs(none, NOW).length);
    }
  }

  @Test
  void theFirstOfTheLargestIsTaken() {
    assertEquals(1, Evaluator.largest(new float[] {9, 1, 5, 5, 2}, 1, 4));
    assertEquals(0, Evaluator.largest(new float[] {Float.NaN, 1}, 0, 2));
    assertEquals(0, Evaluator.largest(new float[] {-0f, 0f}, 0, 2));
  }
}
