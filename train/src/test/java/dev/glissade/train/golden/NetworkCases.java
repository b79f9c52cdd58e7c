package dev.glissade.train.golden;

import dev.glissade.engine.Shape;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Model;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Optimizer;
import dev.glissade.testkit.Arithmetic;
import dev.glissade.train.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Small networks from end to end: losses, first gradients, final weights and statistics, outputs
/// in use.
final class NetworkCases {
  private NetworkCases() {}

  /// A model with the places of the file's weights and statistics in it.
  private record Blueprint(
      Model model, Map<String, String> weights, Map<String, String> statistics) {
    static Blueprint of(GoldenFile file, Settings config) {
      boolean isNormalized = config.flag("batchnorm");
      double epsilon = config.number("batchnorm_eps", 1e-5);
      String activation = config.text("activation");
      double[] widths = file.numbers("config", "widths");
      List<Layer> layers = new ArrayList<>();
      Map<String, String> weights = new LinkedHashMap<>();
      Map<String, String> statistics = new LinkedHashMap<>();
      for (int i = 1; i < widths.length; i++) {
        weights.put("weight" + i, layers.size() + ".dense.weight");
        weights.put("bias" + i, layers.size() + ".dense.bias");
        layers.add(Dense.of((int) widths[i]));
        if (i == widths.length - 1) {
          break;
        }
        if (isNormalized) {
          String path = layers.size() + ".batchnorm.";
          weights.remove("bias" + i);
          weights.put("gamma" + i, path + "gamma");
          weights.put("beta" + i, path + "beta");
          statistics.put("running_mean" + i, path + "mean");
          statistics.put("running_variance" + i, path + "variance");
          layers.add(BatchNorm.pytorch().withEpsilon(epsilon));
        }
        layers.add(LayerCases.activation(file.name(), activation, Settings.none(file.name())));
      }
      Shape input = Shape.of((int) widths[0]);
      return new Blueprint(Model.of(new Sequential(layers), input), weights, statistics);
    }
  }

  static GoldenCase of(GoldenFile file) {
    Settings config = file.config().ignore("widths", "steps");
    Blueprint blueprint = Blueprint.of(file, config);
    var loss = SoftmaxCrossEntropy.of().withSmoothing(config.number("label_smoothing", 0));
    Optimizer optimizer = optimizer(config);
    double lambda = config.number("lambda", 0);
    config.requireAllRead();
    int steps = (int) file.config().number("steps");
    return (arithmetic, findings) -> {
      var descent = GradientDescent.of().learningRate(1);
      compareFirstGradients(
          file,
          blueprint,
          new Network.Recipe(blueprint.model(), loss, descent, lambda),
          arithmetic,
          findings);
      var recipe = new Network.Recipe(blueprint.model(), loss, optimizer, lambda);
      try (var session = start(file, blueprint, recipe, arithmetic)) {
        train(file, session, steps, findings);
        blueprint
            .weights()
            .forEach(
                (name, path) ->
                    findings.compare(theirs(file, session, name, path), "final_weights", name));
        blueprint
            .statistics()
            .forEach(
                (name, path) ->
                    findings.compare(session.get(path), "final_running_statistics", name));
        double[] logits =
            session.infer(
                file.count("inputs", "x_inference"), file.numbers("inputs", "x_inference"));
        findings.compare(logits, "inference_logits");
      }
    };
  }

  private static Optimizer optimizer(Settings config) {
    String kind = config.text("optimizer");
    Settings options = config.child("config");
    Settings decay = config.child("decay");
    Optimizer optimizer;
    if (kind.startsWith("textbook-")) {
      optimizer = Descents.textbook(kind.substring("textbook-".length()), options, "lr", decay);
      options.requireAllRead();
    } else {
      Descent descent = TorchDescents.of(kind, options, false, decay);
      if (descent.decay() != 0) {
        return ToCome.SETTING.skip(config.owner(), "regularisation of vectors in a network");
      }
      optimizer = descent.optimizer();
    }
    return config.has("clip_norm")
        ? optimizer.clipNorm(config.number("clip_norm"), Dialect.PYTORCH)
        : optimizer;
  }

  private static NetworkSession start(
      GoldenFile file, Blueprint blueprint, Network.Recipe recipe, Arithmetic arithmetic) {
    var session = new NetworkSession(recipe, arithmetic, file.count("inputs", "batches"));
    blueprint
        .weights()
        .forEach(
            (name, path) ->
                session.set(
                    path,
                    Matrices.transpose(
                        file.numbers("inputs", "weights", name),
                        file.shape("inputs", "weights", name))));
    return session;
  }

  private static double[] theirs(
      GoldenFile file, NetworkSession session, String name, String path) {
    return Matrices.transposeBack(session.get(path), file.shape("inputs", "weights", name));
  }

  private static Map<String, double[]> step(GoldenFile file, NetworkSession session, int batch) {
    return session.train(
        file.count("inputs", "batches", batch),
        file.numbers("inputs", "batches", batch),
        file.numbers("inputs", "targets", batch));
  }

  private static void train(GoldenFile file, NetworkSession session, int steps, Findings findings) {
    double[] losses = new double[steps];
    double[] norms = new double[steps];
    double[] rates = new double[steps];
    for (int i = 0; i < steps; i++) {
      rates[i] = session.learningRate();
      var outputs = step(file, session, i % file.count("inputs", "batches"));
      losses[i] = outputs.get("cost")[0];
      norms[i] = outputs.getOrDefault("norm", new double[1])[0];
    }
    findings.compareInformation("learning rates", rates, file.numbers("learning_rates"));
    findings.compare(losses, "losses");
    if (file.has("expected", "gradient_norms_before_clipping")) {
      findings.compare(norms, "gradient_norms_before_clipping");
    }
  }

  /// The gradient is what a step of gradient descent with the learning rate 1 takes away.
  private static void compareFirstGradients(
      GoldenFile file,
      Blueprint blueprint,
      Network.Recipe recipe,
      Arithmetic arithmetic,
      Findings findings) {
    try (var session = start(file, blueprint, recipe, arithmetic)) {
      Map<String, double[]> gradients = new LinkedHashMap<>();
      blueprint
          .weights()
          .forEach((name, path) -> gradients.put(name, theirs(file, session, name, path)));
      step(file, session, 0);
      gradients.forEach(
          (name, gradient) -> {
            double[] after = theirs(file, session, name, blueprint.weights().get(name));
            for (int i = 0; i < gradient.length; i++) {
              gradient[i] -= after[i];
            }
            findings.compare(gradient, "gradients_of_first_step", name);
          });
    }
  }
}
