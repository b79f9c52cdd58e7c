package dev.glissade.train.golden;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Functions;
import dev.glissade.optim.ClipNorm;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Update;
import dev.glissade.testkit.Arithmetic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Statistics of data that is hard on floats: far from zero, extreme, or too large to be squared.
final class StatisticsCases {
  private StatisticsCases() {}

  /// Moments and batch normalisation, without γ and β. A float cannot hold the mean; that of the
  /// kernels comes in two parts.
  static GoldenCase batchNorm(GoldenFile file) {
    double epsilon = file.config().number("eps");
    var layer = new BatchNorm(0, epsilon, BatchNorm.Average.FROM_ZERO, true);
    Shape shape = file.shape("inputs", "x");
    return (arithmetic, findings) -> {
      double[] x = file.numbers("inputs", "x");
      var moments = BatchNormCases.moments(arithmetic, shape, x);
      var session = new LayerSession(arithmetic, layer, shape);
      double[] ones = new double[shape.extent(1)];
      Arrays.fill(ones, 1);
      session.set("gamma", ones);
      var results = session.train(shape, x, file.numbers("inputs", "upstream"));

      double limit = file.tolerance(arithmetic.isSingle() ? "variance_float32" : "float64");
      findings.compareWithin(limit, moments.variance(), "variance");
      findings.compareWithin(limit, session.get("variance"), "unbiased_variance");
      findings.compare(moments.mean(), "mean");
      findings.compare(results.get("output"), "output");
      findings.compare(results.get(LayerSession.GRADIENT), "grad_x");
    };
  }

  /// `ln Σ e^x` and softmax of single rows, which may differ in length.
  static GoldenCase logSumExp(GoldenFile file) {
    return (arithmetic, findings) -> {
      for (int i = 0; i < file.count("inputs", "rows"); i++) {
        double[] row = file.numbers("inputs", "rows", i);
        Graph graph = new Graph();
        Tensor x = graph.input("x", Shape.of(1, row.length));
        var results =
            run(
                arithmetic,
                Map.of("sum", Functions.logSumExp(x), "softmax", Functions.softmax(x, -1)),
                row);
        findings.compare(results.get("sum"), "log_sum_exp", i);
        findings.compare(results.get("softmax"), "softmax", i);
      }
    };
  }

  /// Norms and clipping of single rows.
  static GoldenCase norms(GoldenFile file) {
    double limit = file.config().number("limit");
    return (arithmetic, findings) -> {
      for (int i = 0; i < file.count("inputs", "rows"); i++) {
        double[] row = file.numbers("inputs", "rows", i);
        Graph graph = new Graph();
        Tensor x = graph.input("x", Shape.of(row.length));
        var update = Update.of("weight", x, new Update.Declarations());
        List<Tensor> clipped =
            new ClipNorm(limit, Dialect.TEXTBOOK).applyToAll(List.of(x), List.of(update));
        var outputs = Map.of("norm", x.norm(), "clipped", clipped.getFirst());
        Map<String, Double> scalars = Map.of("clip-norm", limit);
        var results =
            arithmetic
                .over(new State.Layout())
                .run(Step.reading(graph, outputs), Map.of("x", row), scalars);
        findings.compareRelatively(results.get("norm"), "norm", i);
        findings.compareRelatively(results.get("clipped"), "clipped_to_limit", i);
      }
    };
  }

  private static Map<String, double[]> run(
      Arithmetic arithmetic, Map<String, Tensor> outputs, double[] x) {
    Graph graph = outputs.values().iterator().next().graph();
    return arithmetic
        .over(new State.Layout())
        .run(Step.reading(graph, outputs), Map.of("x", x), Map.of());
  }
}
