package dev.glissade.train.golden;

import dev.glissade.engine.Shape;
import dev.glissade.nn.ApproximateGelu;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Elu;
import dev.glissade.nn.Functions;
import dev.glissade.nn.Gelu;
import dev.glissade.nn.Layer;
import dev.glissade.nn.LeakyRelu;
import dev.glissade.nn.Mish;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Selu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.Sigmoid;
import dev.glissade.nn.Silu;
import dev.glissade.nn.Softplus;
import dev.glissade.nn.Tanh;
import java.util.Map;

/// Layers without running statistics: output and gradients for a given `dJ/doutput`.
final class LayerCases {
  private LayerCases() {}

  static GoldenCase activation(GoldenFile file, String kind) {
    Settings config = file.config().ignore("points", "random", "kind");
    Settings options = config.child("config");
    Layer layer = activation(file.name(), kind, options);
    config.requireAllRead();
    options.requireAllRead();
    return layer(file, layer, Map.of());
  }

  /// The activation function that torch calls `kind`.
  static Layer activation(String file, String kind, Settings options) {
    return switch (kind) {
      case "identity" -> Sequential.of();
      case "relu" -> new Relu();
      case "leaky-relu" -> LeakyRelu.of(options.number("negative_slope", 0.01));
      case "elu" -> Elu.of(options.number("alpha", 1));
      case "selu" -> new Selu();
      case "silu" -> new Silu();
      case "mish" -> new Mish();
      case "gelu" -> new Gelu();
      case "gelu-tanh" -> new ApproximateGelu();
      case "sigmoid" -> new Sigmoid();
      case "tanh" -> new Tanh();
      // Above its threshold torch gives x itself, which is the same number from 20 on.
      case "softplus" -> Softplus.of(options.ignore("threshold").number("beta", 1));
      default -> ToCome.ACTIVATION.skip(file, kind);
    };
  }

  static GoldenCase softmax(GoldenFile file, String kind) {
    int axis = (int) file.config().number("axis");
    Layer layer =
        switch (kind) {
          case "softmax" -> (x, _) -> Functions.softmax(x, axis);
          case "log-softmax" -> (x, _) -> Functions.logSoftmax(x, axis);
          default -> throw new AssertionError("golden %s: unknown softmax".formatted(file));
        };
    return layer(file, layer, Map.of());
  }

  static GoldenCase linear(GoldenFile file) {
    Dense dense = Dense.of(file.shape("inputs", "weight").extent(0));
    boolean hasBias = file.has("inputs", "bias");
    return layer(
        file,
        hasBias ? dense : dense.withoutBias(),
        hasBias ? Map.of("weight", "weight", "bias", "bias") : Map.of("weight", "weight"));
  }

  /// A layer whose parameters have the given names in the file.
  private static GoldenCase layer(GoldenFile file, Layer layer, Map<String, String> parameters) {
    Shape shape = file.shape("inputs", "x");
    return (arithmetic, findings) -> {
      var session = new LayerSession(arithmetic, layer, shape);
      parameters.forEach(
          (path, name) ->
              session.set(
                  path,
                  Matrices.transpose(file.numbers("inputs", name), file.shape("inputs", name))));

      var results = session.train(shape, file.numbers("inputs", "x"), file.numbers("upstream"));

      findings.compare(results.get("output"), "output");
      findings.compare(results.get(LayerSession.GRADIENT), "grad_x");
      parameters.forEach(
          (path, name) -> {
            double[] gradient = results.get(LayerSession.GRADIENT + path);
            Shape theirs = file.shape("inputs", name);
            findings.compare(Matrices.transposeBack(gradient, theirs), "grad_" + name);
          });
    };
  }
}
