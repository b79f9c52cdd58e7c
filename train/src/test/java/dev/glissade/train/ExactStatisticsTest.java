package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.data.Dataset;
import dev.glissade.data.Splits;
import dev.glissade.engine.Program;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.GhostBatchNorm;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.GradientDescent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Averages computed anew over the training part.
class ExactStatisticsTest {
  private static final int EXAMPLES = 1024 + 77;

  private static Splits splits() {
    Random random = new Random(3);
    float[][] x = new float[EXAMPLES][4];
    int[] labels = new int[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      for (int j = 0; j < 4; j++) {
        x[i][j] = (float) (random.nextGaussian() * (1 + j) + 5 * j);
      }
      labels[i] = x[i][0] > 0 ? 1 : 0;
    }
    Dataset data = Dataset.of(x, labels, List.of("a", "b"));
    return Splits.of(data, data, data);
  }

  private static TrainingRun trained(Layer layers, Splits splits) {
    TrainingRun run =
        Trainer.of(layers, SoftmaxCrossEntropy.of())
            .optimizer(GradientDescent.of())
            .batchSize(64)
            .epochs(2)
            .threads(2)
            .start(splits);
    run.finish();
    run.recomputeStatistics();
    return run;
  }

  private static float[] inUse(TrainingRun run, Splits splits) {
    Network network = run.network();
    Map<String, Double> products = run.checkpoint().products();
    Knobs knobs = new Knobs(network.knobs(), Map.of(), network.products());
    knobs.restoreProducts(products);
    float[][] rows = new Evaluator(network, knobs).outputs(splits.train(), run.clock());
    float[] all = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * rows[i].length, rows[i].length);
    }
    return all;
  }

  /// The outputs while training on all examples as one batch.
  private static float[] asOneBatch(TrainingRun run, Splits splits) {
    Program program = run.network().training(EXAMPLES);
    for (String scalar : program.scalars()) {
      program.set(scalar, 0.5);
    }
    float[] x = program.input("x");
    for (int i = 0; i < EXAMPLES; i++) {
      splits.train().features(i, x, 4 * i);
    }
    program.run();
    return program.read("output");
  }

  @Test
  void useThenIsTrainingWithAllExamplesAsOneBatch() {
    for (BatchNorm norm : List.of(BatchNorm.of(), BatchNorm.keras())) {
      Layer layers =
          Sequential.of(
              Dense.of(6),
              norm,
              Relu.of(),
              Dense.of(5),
              new GhostBatchNorm(norm, EXAMPLES),
              Relu.of(),
              Dense.of(2));
      Splits splits = splits();
      try (TrainingRun run = trained(layers, splits)) {
        float[] inUse = inUse(run, splits);

        assertArrayEquals(asOneBatch(run, splits), inUse, 2e-5f, norm.toString());
      }
    }
  }

  @Test
  void theShiftOfVarianceByDropoutInFrontIsUndone() {
    Splits splits = splits();
    Layer layers = Sequential.of(Dropout.of(0.5), BatchNorm.of());
    try (TrainingRun run =
        Trainer.of(Sequential.of(layers, Dense.of(2)), SoftmaxCrossEntropy.of())
            .batchSize(64)
            .epochs(3)
            .threads(1)
            .start(splits)) {
      run.finish();
      double share =
          1 - run.checkpoint().products().getOrDefault("0.sequential.1.batchnorm.decay", 0.0);
      float[] seen = run.network().state().view("0.sequential.1.batchnorm.variance");
      run.recomputeStatistics();
      float[] exact = run.network().state().view("0.sequential.1.batchnorm.variance");
      for (int unit = 0; unit < 4; unit++) {
        double[] column = column(splits.train(), unit);
        double mean = Arrays.stream(column).average().orElseThrow();
        double variance =
            Arrays.stream(column).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        // Half of the values are zero, the others twice as large: 2 σ² + μ².
        double shifted = 2 * variance + mean * mean;

        assertEquals(1, seen[unit] / share / shifted, 0.25);
        assertEquals(variance, exact[unit], 1e-6 * variance);
      }
    }
  }

  private static double[] column(Dataset data, int unit) {
    double[] column = new double[data.size()];
    float[] row = new float[4];
    for (int i = 0; i < column.length; i++) {
      data.features(i, row, 0);
      column[i] = row[unit];
    }
    return column;
  }
}
