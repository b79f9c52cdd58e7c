package dev.glissade.train.golden;

import dev.glissade.engine.Shape;
import dev.glissade.nn.ApproximateGelu;
import dev.glissade.nn.Celu;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Elu;
import dev.glissade.nn.Functions;
import dev.glissade.nn.Gelu;
import dev.glissade.nn.GroupNorm;
import dev.glissade.nn.HardSigmoid;
import dev.glissade.nn.HardSwish;
import dev.glissade.nn.HardTanh;
import dev.glissade.nn.InstanceNorm;
import dev.glissade.nn.Layer;
import dev.glissade.nn.LayerNorm;
import dev.glissade.nn.LeakyRelu;
import dev.glissade.nn.LogSigmoid;
import dev.glissade.nn.Mish;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Relu6;
import dev.glissade.nn.RmsNorm;
import dev.glissade.nn.Selu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.Sigmoid;
import dev.glissade.nn.Silu;
import dev.glissade.nn.Softplus;
import dev.glissade.nn.Softsign;
import dev.glissade.nn.Tanh;
import dev.glissade.nn.TanhShrink;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
      case "hardsigmoid" -> new HardSigmoid();
      case "hardswish" -> new HardSwish();
      case "hardtanh" -> new HardTanh();
      case "relu6" -> new Relu6();
      case "celu" -> Celu.of(options.number("alpha", 1));
      case "softsign" -> new Softsign();
      case "log-sigmoid" -> new LogSigmoid();
      case "tanhshrink" -> new TanhShrink();
      default ->
          throw new AssertionError(
              "golden %s: expected a known activation, but got '%s'".formatted(file, kind));
    };
  }

  static GoldenCase softmax(GoldenFile file, String kind) {
    int axis = (int) file.config().number("axis");
    return switch (kind) {
      case "softmax" ->
          new NamedCase(
              "Functions.softmax", layer(file, (x, _) -> Functions.softmax(x, axis), Map.of()));
      case "log-softmax" ->
          new NamedCase(
              "Functions.logSoftmax",
              layer(file, (x, _) -> Functions.logSoftmax(x, axis), Map.of()));
      default -> throw new AssertionError("golden %s: unknown softmax".formatted(file));
    };
  }

  static GoldenCase linear(GoldenFile file) {
    Dense dense = Dense.of(file.shape("inputs", "weight").extent(0));
    boolean hasBias = file.has("inputs", "bias");
    return layer(
        file,
        hasBias ? dense : dense.withoutBias(),
        hasBias ? Map.of("weight", "weight", "bias", "bias") : Map.of("weight", "weight"));
  }

  /// Normalisations within an example: `weight` and `bias` are gain and shift.
  static GoldenCase normalisation(GoldenFile file, String kind) {
    Settings config = file.config().ignore("kind", "input", "shift");
    double epsilon = config.number("eps");
    boolean isAffine = config.flag("affine", true);
    LayerNorm perExample = LayerNorm.of().over((int) config.number("axes", 1));
    Layer layer =
        switch (kind) {
          case "layer normalisation" ->
              (isAffine ? perExample : perExample.plain()).withEpsilon(epsilon);
          case "rms normalisation" -> new RmsNorm(epsilon);
          case "group normalisation" -> new GroupNorm((int) config.number("groups"), epsilon);
          case "instance normalisation" -> new InstanceNorm(epsilon);
          default ->
              throw new AssertionError(
                  "golden %s: expected a known normalisation, but got '%s'".formatted(file, kind));
        };
    config.requireAllRead();
    Map<String, String> parameters = new LinkedHashMap<>();
    if (file.has("inputs", "weight")) {
      parameters.put("gamma", "weight");
    }
    if (file.has("inputs", "bias")) {
      parameters.put("beta", "bias");
    }
    return layer(file, layer, parameters);
  }

  /// A layer whose parameters have the given names in the file.
  static GoldenCase layer(GoldenFile file, Layer layer, Map<String, String> parameters) {
    boolean isTransposed = layer instanceof Dense;
    Shape shape = file.shape("inputs", "x");
    return NamedCase.of(
        layer,
        (arithmetic, findings) -> {
          var session = new LayerSession(arithmetic, layer, shape);
          parameters.forEach(
              (path, name) -> {
                double[] values = file.numbers("inputs", name);
                Shape theirs = file.shape("inputs", name);
                session.set(path, isTransposed ? Matrices.transpose(values, theirs) : values);
              });

          var results = session.train(shape, file.numbers("inputs", "x"), file.numbers("upstream"));

          findings.compare(results.get("output"), "output");
          findings.compare(asTheirs(layer, results.get(LayerSession.GRADIENT)), "grad_x");
          parameters.forEach(
              (path, name) -> {
                double[] gradient = results.get(LayerSession.GRADIENT + path);
                Shape theirs = file.shape("inputs", name);
                findings.compare(
                    isTransposed ? Matrices.transposeBack(gradient, theirs) : gradient,
                    "grad_" + name);
              });
        });
  }

  /// Torch's derivative of the hard sigmoid multiplies by 1/6 rounded to `float`, in double too.
  private static double[] asTheirs(Layer layer, double[] gradient) {
    double factor = layer instanceof HardSigmoid ? 6.0 * (1f / 6f) : 1;
    return Arrays.stream(gradient).map(each -> each * factor).toArray();
  }
}
