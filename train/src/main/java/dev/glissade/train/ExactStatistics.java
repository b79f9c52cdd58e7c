package dev.glissade.train;

import dev.glissade.data.Batches;
import dev.glissade.data.Dataset;
import dev.glissade.engine.Program;
import dev.glissade.optim.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/// Replaces the running averages of batch normalisations by the exact mean and variance of what
/// they get in use over a whole data set ("precise" batch normalisation, Wu and Johnson 2021).
///
/// Normalisation after normalisation, since each changes what the next one gets; dropout rests, so
/// that the shift of the variance that it causes while training is undone too. The variance is the
/// biased one over all examples, not the mean of those within batches, which PyTorch's `update_bn`
/// takes: parts are merged as in Chan et al. (1979), in double.
final class ExactStatistics {
  private static final int LARGEST_BATCH = 1024;
  private static final String MOMENTS = "moments";

  private final Network network;
  private final Knobs knobs;

  ExactStatistics(Network network, Knobs knobs) {
    this.network = network;
    this.knobs = knobs;
  }

  /// Passes over `data` once for each batch normalisation.
  void compute(Dataset data, Clock clock) {
    for (String path : network.observations()) {
      if (path.equals(MOMENTS) || path.endsWith("." + MOMENTS)) {
        String layer = path.substring(0, path.length() - MOMENTS.length());
        Merged merged = merged(path, data, clock);
        network.state().set(layer + "mean", narrow(merged.mean));
        network.state().set(layer + "variance", merged.variance());
        if (network.products().contains(layer + "decay")) {
          // An average over everything needs no correction.
          Map<String, Double> products = new LinkedHashMap<>(knobs.products());
          products.put(layer + "decay", 0.0);
          knobs.restoreProducts(products);
        }
      }
    }
  }

  private Merged merged(String path, Dataset data, Clock clock) {
    Batches batches = Batches.inOrder(data, Math.min(LARGEST_BATCH, data.size()));
    Merged merged = new Merged();
    Map<Integer, Program> programs = new LinkedHashMap<>();
    for (int batch = 0; batch < batches.count(); batch++) {
      Program program =
          programs.computeIfAbsent(batches.size(batch), size -> network.observing(size, path));
      knobs.set(program, clock);
      float[] targets = new float[batches.size(batch) * data.targetWidth()];
      batches.fill(0, batch, program.input("x"), targets);
      program.run();
      merged.add(batches.size(batch), program.read(MOMENTS));
    }
    return merged;
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /// Examples, mean and sum of squared deviations of each unit so far, all per position.
  private static final class Merged {
    private double count;
    private double[] mean = new double[0];
    private double[] squares = new double[0];

    /// Adds the moments `[3, units]` of a batch.
    void add(int examples, float[] moments) {
      int units = moments.length / 3;
      if (count == 0) {
        mean = new double[units];
        squares = new double[units];
      }
      double all = count + examples;
      for (int i = 0; i < units; i++) {
        double delta = (double) moments[i] + moments[units + i] - mean[i];
        mean[i] += delta * examples / all;
        squares[i] +=
            (double) moments[2 * units + i] * examples + delta * delta * count * examples / all;
      }
      count = all;
    }

    float[] variance() {
      double[] variance = new double[squares.length];
      for (int i = 0; i < variance.length; i++) {
        variance[i] = squares[i] / count;
      }
      return narrow(variance);
    }
  }
}
