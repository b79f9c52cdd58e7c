package dev.glissade.train;

import dev.glissade.data.Batches;
import dev.glissade.data.Dataset;
import dev.glissade.data.Preprocessing;
import dev.glissade.data.Task;
import dev.glissade.engine.Program;
import dev.glissade.optim.Clock;

/// Runs a network over a data set without learning.
///
/// The loss has the numbers that it was made with, whatever became of them in training, so that
/// losses can be compared.
public final class Evaluator {
  private static final int LARGEST_BATCH = 1024;

  private final Network network;
  private final Knobs knobs;

  /// An evaluator of `network` with the running products of `knobs`.
  public Evaluator(Network network, Knobs knobs) {
    this.network = network;
    this.knobs = knobs;
  }

  /// Takes one batch of results: `outputs` and `targets` row by row.
  private interface Sink {
    void take(int examples, float[] outputs, float[] targets, double loss);
  }

  private void forEachBatch(Dataset data, Clock clock, Sink sink) {
    Batches batches = Batches.inOrder(data, Math.min(LARGEST_BATCH, Math.max(1, data.size())));
    for (int batch = 0; batch < batches.count(); batch++) {
      int size = batches.size(batch);
      Program program = network.inference(size);
      knobs.set(program, clock);
      network.recipe().loss().knobs().forEach(program::set);
      batches.fill(0, batch, program.input("x"), program.input("targets"));
      program.run();
      sink.take(size, program.read("output"), program.input("targets"), program.number("loss"));
    }
  }

  /// The outputs for all examples: logits of a classification, values of a regression as the
  /// network sees them.
  public float[][] outputs(Dataset data, Clock clock) {
    float[][] all = new float[data.size()][];
    int[] at = {0};
    forEachBatch(
        data,
        clock,
        (examples, outputs, _, _) -> {
          int width = outputs.length / examples;
          for (int i = 0; i < examples; i++) {
            all[at[0]++] = java.util.Arrays.copyOfRange(outputs, i * width, (i + 1) * width);
          }
        });
    return all;
  }

  /// The metrics of a data set with targets.
  ///
  /// @throws IllegalArgumentException if there is no example
  public Metrics evaluate(Dataset data, Preprocessing preprocessing, Clock clock) {
    if (data.isEmpty()) {
      throw new IllegalArgumentException("evaluate: expected at least one example, but got none");
    }
    return switch (data.task()) {
      case Task.Classification task -> classification(data, task.classes().size(), clock);
      case Task.Regression _ -> regression(data, preprocessing, clock);
    };
  }

  private Metrics classification(Dataset data, int classes, Clock clock) {
    int[][] confusion = new int[classes][classes];
    double[] loss = {0};
    forEachBatch(
        data,
        clock,
        (examples, outputs, targets, mean) -> {
          loss[0] += mean * examples;
          int width = outputs.length / examples;
          for (int i = 0; i < examples; i++) {
            confusion[(int) targets[i]][largest(outputs, i * width, width)]++;
          }
        });
    return Metrics.Classification.of(loss[0] / data.size(), confusion);
  }

  /// The index of the largest of `n` values from `from` on; the first if there are several, or if
  /// it is NaN.
  public static int largest(float[] values, int from, int n) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  private Metrics regression(Dataset data, Preprocessing preprocessing, Clock clock) {
    Residuals residuals = new Residuals(data.targetWidth());
    double[] loss = {0};
    forEachBatch(
        data,
        clock,
        (examples, outputs, targets, mean) -> {
          loss[0] += mean * examples;
          int width = outputs.length / examples;
          for (int i = 0; i < outputs.length; i++) {
            int target = i % width;
            double actual = preprocessing.decode(target, targets[i]);
            residuals.add(target, actual, preprocessing.decode(target, outputs[i]));
          }
        });
    return residuals.metrics(loss[0] / data.size());
  }
}
