package dev.glissade.train.golden;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.BatchNorm.Average;
import dev.glissade.testkit.Arithmetic;
import java.util.Arrays;
import java.util.Map;

/// Batch normalisation over several batches in turn, the last one short, then in use.
final class BatchNormCases {
  private BatchNormCases() {}

  static GoldenCase of(GoldenFile file) {
    return new NamedCase("BatchNorm", check(file));
  }

  private static GoldenCase check(GoldenFile file) {
    return switch (file.framework()) {
      case "numpy" -> textbook(file);
      case "torch" -> running(file, torch(file.config()));
      case "keras" -> running(file, keras(file.config()));
      default -> throw new AssertionError("golden %s: unknown framework".formatted(file));
    };
  }

  /// `momentum` weighs the new value, the variance is unbiased; without it, the plain mean.
  private static BatchNorm torch(Settings config) {
    boolean isCumulative = !config.has("momentum");
    double decay = isCumulative ? 0 : 1 - config.number("momentum");
    Average average = isCumulative ? Average.CUMULATIVE : Average.FROM_ONE;
    double epsilon = config.number("eps", 1e-5);
    config.requireAllRead();
    return new BatchNorm(decay, epsilon, average, true);
  }

  private static BatchNorm keras(Settings config) {
    double epsilon = config.number("epsilon", 1e-3);
    double decay = config.number("momentum", 0.99);
    config.ignore("backend", "layout_here").requireAllRead();
    return new BatchNorm(decay, epsilon, Average.FROM_ONE, false);
  }

  private static GoldenCase running(GoldenFile file, BatchNorm layer) {
    return (arithmetic, findings) -> {
      var session = start(file, arithmetic, layer);
      for (int i = 0; i < file.count("inputs", "batches"); i++) {
        train(file, session, findings, i);
        findings.compare(session.get("mean"), "steps", i, "running_mean");
        findings.compare(session.get("variance"), "steps", i, "running_variance");
      }
      findings.compare(infer(file, session), "inference_output");
    };
  }

  /// The three averages of the textbook, each from the same batches.
  private static GoldenCase textbook(GoldenFile file) {
    Settings config = file.config();
    double decay = config.number("beta_of_average");
    double epsilon = config.number("epsilon");
    config.requireAllRead();
    Map<String, Average> averages =
        Map.of(
            "average_from_zero", Average.FROM_ZERO,
            "average_corrected", Average.CORRECTED,
            "average_from_first", Average.FROM_FIRST);
    return (arithmetic, findings) -> {
      compareMoments(file, arithmetic, findings);
      averages.forEach(
          (name, average) -> {
            var layer = new BatchNorm(decay, epsilon, average, false);
            var session = start(file, arithmetic, layer);
            for (int i = 0; i < file.count("inputs", "batches"); i++) {
              train(file, session, findings, i);
              double share = average == Average.CORRECTED ? 1 - session.product("decay") : 1;
              findings.compare(divided(session.get("mean"), share), "steps", i, name, "mean");
              findings.compare(
                  divided(session.get("variance"), share), "steps", i, name, "variance");
            }
            findings.compare(infer(file, session), "inference_output", name);
          });
    };
  }

  private static double[] divided(double[] values, double divisor) {
    return Arrays.stream(values).map(value -> value / divisor).toArray();
  }

  private static LayerSession start(GoldenFile file, Arithmetic arithmetic, BatchNorm layer) {
    var session = new LayerSession(arithmetic, layer, file.shape("inputs", "batches", 0));
    session.set("gamma", file.numbers("inputs", "gamma"));
    session.set("beta", file.numbers("inputs", "beta"));
    return session;
  }

  private static void train(GoldenFile file, LayerSession session, Findings findings, int i) {
    Shape shape = file.shape("inputs", "batches", i);
    double[] x = file.numbers("inputs", "batches", i);
    var results = session.train(shape, x, file.numbers("inputs", "upstream", i));
    findings.compare(results.get("output"), "steps", i, "output");
    findings.compare(results.get(LayerSession.GRADIENT), "steps", i, "grad_x");
    findings.compare(results.get(LayerSession.GRADIENT + "gamma"), "steps", i, "grad_gamma");
    findings.compare(results.get(LayerSession.GRADIENT + "beta"), "steps", i, "grad_beta");
  }

  private static double[] infer(GoldenFile file, LayerSession session) {
    return session.infer(
        file.shape("inputs", "x_inference"), file.numbers("inputs", "x_inference"));
  }

  private static void compareMoments(GoldenFile file, Arithmetic arithmetic, Findings findings) {
    for (int i = 0; i < file.count("inputs", "batches"); i++) {
      Shape shape = file.shape("inputs", "batches", i);
      Moments moments = moments(arithmetic, shape, file.numbers("inputs", "batches", i));
      findings.compare(moments.mean(), "steps", i, "batch_mean");
      findings.compare(moments.variance(), "steps", i, "batch_variance");
    }
  }

  /// Mean, with the part that a float cannot hold, and biased variance of each unit.
  record Moments(double[] mean, double[] variance) {}

  static Moments moments(Arithmetic arithmetic, Shape shape, double[] x) {
    var session =
        new LayerSession(arithmetic, (in, _) -> in.graph().add(new Op.Moments(1), in), shape);
    double[] both = session.infer(shape, x);
    int units = both.length / 3;
    double[] mean = new double[units];
    Arrays.setAll(mean, unit -> both[unit] + both[units + unit]);
    return new Moments(mean, Arrays.copyOfRange(both, 2 * units, 3 * units));
  }
}
