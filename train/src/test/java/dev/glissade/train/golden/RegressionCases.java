package dev.glissade.train.golden;

import dev.glissade.engine.Shape;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Functions;
import dev.glissade.nn.Model;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Schedule;
import dev.glissade.testkit.Arithmetic;
import dev.glissade.train.Network;
import java.util.Arrays;

/// Softmax regression on a real table, by full-batch descent.
final class RegressionCases {
  private static final int REPORTED = 10;

  private RegressionCases() {}

  static GoldenCase of(GoldenFile file) {
    Settings config =
        file.config().ignore("csv", "start_scale", "keep_every", "standardize", "steps");
    Schedule rate = Schedule.constant(config.number("lr"));
    var optimizer = new Momentum(rate, config.number("beta", 0), false, Dialect.TEXTBOOK);
    double lambda = config.number("lambda", 0);
    config.requireAllRead();
    int classes = file.shape("inputs", "weight").extent(0);
    int features = file.shape("inputs", "weight").extent(1);
    Model model = Model.of(Dense.of(classes), Shape.of(features));
    var recipe = new Network.Recipe(model, SoftmaxCrossEntropy.of(), optimizer, lambda);
    return (arithmetic, findings) -> {
      try (var session = new NetworkSession(recipe, arithmetic, 1)) {
        check(file, session, arithmetic, findings);
      }
    };
  }

  private static void check(
      GoldenFile file, NetworkSession session, Arithmetic arithmetic, Findings findings) {
    Shape shape = file.shape("inputs", "weight");
    session.set("weight", Matrices.transpose(file.numbers("inputs", "weight"), shape));
    session.set("bias", file.numbers("inputs", "bias"));
    int steps = (int) file.config().number("steps");
    int rows = file.count("inputs", "x");
    double[] x = features(file);
    double[] targets = file.numbers("inputs", "target");
    double[] losses = new double[steps / REPORTED + 1];
    for (int i = 0; i < steps; i++) {
      double cost = session.train(rows, x, targets).get("cost")[0];
      if (i % REPORTED == 0) {
        losses[i / REPORTED] = cost;
      }
    }
    findings.compare(Matrices.transposeBack(session.get("weight"), shape), "final_weight");
    findings.compare(session.get("bias"), "final_bias");
    var last = session.train(rows, x, targets);
    if (steps % REPORTED == 0) {
      losses[steps / REPORTED] = last.get("cost")[0];
    }
    findings.compare(losses, "losses");
    double[] logits = last.get("output");
    int classes = shape.extent(0);
    findings.compare(new double[] {accuracy(logits, targets, classes)}, "training_accuracy");
    int shown = file.count("expected", "final_probabilities_first_rows");
    Shape some = Shape.of(shown, classes);
    double[] probabilities =
        new LayerSession(arithmetic, (z, _) -> Functions.softmax(z, -1), some)
            .infer(some, Arrays.copyOf(logits, some.size()));
    findings.compare(probabilities, "final_probabilities_first_rows");
  }

  private static double accuracy(double[] logits, double[] targets, int classes) {
    int right = 0;
    for (int row = 0; row < targets.length; row++) {
      int best = 0;
      for (int j = 1; j < classes; j++) {
        best = logits[row * classes + j] > logits[row * classes + best] ? j : best;
      }
      right += best == targets[row] ? 1 : 0;
    }
    return (double) right / targets.length;
  }

  /// The table, standardised with the biased deviation if the file says so.
  private static double[] features(GoldenFile file) {
    double[] x = file.numbers("inputs", "x");
    if (!file.config().flag("standardize")) {
      return x;
    }
    int columns = file.shape("inputs", "x").extent(1);
    int rows = x.length / columns;
    for (int j = 0; j < columns; j++) {
      double mean = 0;
      for (int i = 0; i < rows; i++) {
        mean += x[i * columns + j] / rows;
      }
      double variance = 0;
      for (int i = 0; i < rows; i++) {
        variance += Math.pow(x[i * columns + j] - mean, 2) / rows;
      }
      for (int i = 0; i < rows; i++) {
        x[i * columns + j] = (x[i * columns + j] - mean) / Math.sqrt(variance);
      }
    }
    return x;
  }
}
