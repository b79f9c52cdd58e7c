package dev.glissade.train.golden;

import dev.glissade.engine.Derivatives;
import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.BinaryCrossEntropy;
import dev.glissade.nn.Huber;
import dev.glissade.nn.Loss;
import dev.glissade.nn.MeanAbsoluteError;
import dev.glissade.nn.MeanSquaredError;
import dev.glissade.nn.Reduction;
import dev.glissade.nn.SoftmaxCrossEntropy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Losses: value and gradient in each reduction.
final class LossCases {
  private LossCases() {}

  static GoldenCase torch(GoldenFile file, String kind) {
    Settings config = file.config().ignore("loss");
    Loss loss =
        switch (kind) {
          case "cross-entropy" -> crossEntropy(file, config);
          case "bce-with-logits" ->
              new BinaryCrossEntropy(0, optional(file, "pos_weight"), optional(file, "weight"));
          case "mse" -> MeanSquaredError.of();
          case "mae" -> MeanAbsoluteError.of();
          case "huber" -> new Huber(config.number("delta", 1));
          default -> ToCome.LOSS.skip(file.name(), kind);
        };
    config.requireAllRead();
    List<String> reductions = List.copyOf(file.at("expected").propertyNames());
    return (arithmetic, findings) -> {
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      Traced traced = Traced.of(file);
      for (String name : reductions) {
        Reduction reduction = Reduction.valueOf(name.toUpperCase(Locale.ROOT));
        traced.add(name, loss.apply(traced.prediction, traced.target, reduction), outputs);
      }
      var results =
          arithmetic
              .over(new State.Layout())
              .run(traced.step(outputs), traced.inputs(file), Map.of());
      for (String name : reductions) {
        findings.compare(results.get(name), name, "value");
        if (results.containsKey("gradient " + name)) {
          findings.compare(results.get("gradient " + name), name, "grad_" + traced.name);
        }
      }
    };
  }

  private static Loss crossEntropy(GoldenFile file, Settings config) {
    int classes = file.shape("inputs", "logits").extent(-1);
    boolean isSoft = file.shape("inputs", "target").rank() > 1;
    double ignored = config.number("ignore_index", -1);
    if (ignored >= 0 && ignored < classes) {
      ToCome.LOSS.skip(file.name(), "an ignored class among the classes");
    }
    return new SoftmaxCrossEntropy(
        isSoft, config.number("label_smoothing", 0), optional(file, "weight"));
  }

  private static List<Double> optional(GoldenFile file, String input) {
    return file.has("inputs", input)
        ? Arrays.stream(file.numbers("inputs", input)).boxed().toList()
        : List.of();
  }

  static GoldenCase keras(GoldenFile file, String kind) {
    Settings config = file.config().ignore("loss", "backend");
    Loss loss = kerasLoss(file, kind, config);
    boolean isSum =
        switch (config.text("reduction")) {
          case "sum" -> true;
          case "mean", "sum_over_batch_size" -> false;
          default -> throw new AssertionError("golden %s: unknown reduction".formatted(file));
        };
    config.requireAllRead();
    return (arithmetic, findings) -> {
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      Traced traced = Traced.of(file);
      Tensor mean = loss.apply(traced.prediction, traced.target, Reduction.MEAN);
      // Keras' sum adds one number for each row, the mean over its elements.
      int rows = traced.prediction.shape().size() / traced.prediction.shape().extent(-1);
      traced.add("value", isSum ? mean.times(rows) : mean, outputs);
      var results =
          arithmetic
              .over(new State.Layout())
              .run(traced.step(outputs), traced.inputs(file), Map.of());
      findings.compare(results.get("value"), "value");
      findings.compare(results.get("gradient value"), "grad_prediction");
    };
  }

  private static Loss kerasLoss(GoldenFile file, String kind, Settings config) {
    boolean isProbability =
        kind.endsWith("Crossentropy") && !kind.contains("Focal") && !config.flag("from_logits");
    if (isProbability) {
      return ToCome.LOSS.skip(file.name(), "cross-entropy of probabilities");
    }
    return switch (kind) {
      case "MeanSquaredError" -> MeanSquaredError.of();
      case "MeanAbsoluteError" -> MeanAbsoluteError.of();
      case "Huber" -> new Huber(config.number("delta", 1));
      case "BinaryCrossentropy" ->
          new BinaryCrossEntropy(config.number("label_smoothing", 0), List.of(), List.of());
      case "CategoricalCrossentropy" ->
          new SoftmaxCrossEntropy(true, config.number("label_smoothing", 0), List.of());
      case "SparseCategoricalCrossentropy" -> SoftmaxCrossEntropy.of();
      default -> ToCome.LOSS.skip(file.name(), kind);
    };
  }

  /// The graph of a loss: what is predicted under its name in the file, and the target.
  private record Traced(String name, Tensor prediction, Tensor target) {
    static Traced of(GoldenFile file) {
      String name = file.has("inputs", "logits") ? "logits" : "prediction";
      Graph graph = new Graph();
      Shape shape = file.shape("inputs", name);
      return new Traced(
          name,
          graph.input("prediction", shape),
          graph.input("target", file.shape("inputs", "target")));
    }

    void add(String output, Tensor value, Map<String, Tensor> outputs) {
      outputs.put(output, value);
      if (value.shape().rank() == 0) {
        outputs.put(
            "gradient " + output, Derivatives.gradients(value, List.of(prediction)).getFirst());
      }
    }

    Step step(Map<String, Tensor> outputs) {
      return Step.reading(prediction.graph(), outputs);
    }

    Map<String, double[]> inputs(GoldenFile file) {
      return Map.of(
          "prediction", file.numbers("inputs", name), "target", file.numbers("inputs", "target"));
    }
  }
}
