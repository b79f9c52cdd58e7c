package dev.glissade.train.golden;

import dev.glissade.engine.State;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.BinaryCrossEntropy;
import dev.glissade.nn.CategoricalHinge;
import dev.glissade.nn.CosineEmbedding;
import dev.glissade.nn.CosineSimilarity;
import dev.glissade.nn.Focal;
import dev.glissade.nn.GaussianNll;
import dev.glissade.nn.Hinge;
import dev.glissade.nn.Huber;
import dev.glissade.nn.KullbackLeibler;
import dev.glissade.nn.KullbackLeibler.Form;
import dev.glissade.nn.LogCosh;
import dev.glissade.nn.Loss;
import dev.glissade.nn.MeanAbsoluteError;
import dev.glissade.nn.MeanSquaredError;
import dev.glissade.nn.MultiClassHinge;
import dev.glissade.nn.NegativeLogLikelihood;
import dev.glissade.nn.PoissonNll;
import dev.glissade.nn.ProbabilityCrossEntropy;
import dev.glissade.nn.Quantile;
import dev.glissade.nn.Reduction;
import dev.glissade.nn.SmoothL1;
import dev.glissade.nn.SoftMargin;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.nn.TripletMargin;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Losses: value and gradient in each reduction.
final class LossCases {
  private LossCases() {}

  static GoldenCase torch(GoldenFile file, String kind) {
    Settings config = file.config().ignore("loss");
    Loss loss = loss(file, kind, config);
    config.requireAllRead();
    List<String> reductions = List.copyOf(file.at("expected").propertyNames());
    return NamedCase.of(
        loss,
        (arithmetic, findings) -> {
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          LossInputs inputs = LossInputs.of(file, loss);
          for (String name : reductions) {
            Tensor value = loss.apply(inputs.output(), inputs.target(), reduction(name));
            outputs.put(name, value);
            for (String gradient : gradients(file, name)) {
              outputs.put(name + gradient, inputs.gradient(value, gradient));
            }
          }
          var results =
              arithmetic
                  .over(new State.Layout())
                  .run(inputs.step(outputs), inputs.numbers(file), loss.knobs());
          for (String name : reductions) {
            findings.compare(results.get(name), name, "value");
            for (String gradient : gradients(file, name)) {
              findings.compare(results.get(name + gradient), name, gradient);
            }
          }
        });
  }

  private static Reduction reduction(String name) {
    return switch (name) {
      case "mean" -> Reduction.MEAN;
      case "batchmean" -> Reduction.BATCH_MEAN;
      case "sum" -> Reduction.SUM;
      case "none" -> Reduction.NONE;
      default -> throw new AssertionError("golden: unknown reduction " + name);
    };
  }

  /// What is differentiated for, as in `grad_logits`.
  private static List<String> gradients(GoldenFile file, String reduction) {
    return file.at("expected", reduction).propertyNames().stream()
        .filter(name -> name.startsWith(LossInputs.GRADIENT))
        .toList();
  }

  private static Loss loss(GoldenFile file, String kind, Settings config) {
    return switch (kind) {
      case "cross-entropy" -> crossEntropy(file, config);
      case "bce-with-logits" ->
          new BinaryCrossEntropy(0, optional(file, "pos_weight"), optional(file, "weight"));
      case "mse" -> MeanSquaredError.of();
      case "mae" -> MeanAbsoluteError.of();
      case "huber" -> new Huber(config.number("delta", 1));
      case "smooth-l1" -> new SmoothL1(config.number("beta", 1));
      case "log-cosh" -> LogCosh.of();
      case "quantile" -> new Quantile(config.number("q"));
      case "focal" -> new Focal(config.number("alpha", 0.25), config.number("gamma", 2));
      case "hinge" -> new Hinge((int) config.number("power", 1), config.number("margin", 1));
      case "soft-margin" -> SoftMargin.of();
      case "multi-class-hinge" ->
          new MultiClassHinge((int) config.number("p", 1), config.number("margin", 1));
      case "nll" -> NegativeLogLikelihood.of();
      case "kl" ->
          new KullbackLeibler(
              config.flag("log_target") ? Form.LOGARITHMS_OF_BOTH : Form.LOGARITHMS);
      case "gaussian-nll" ->
          new GaussianNll(false, config.flag("full"), config.number("eps", 1e-6));
      case "poisson-nll" ->
          new PoissonNll(
              config.flag("log_input", true), config.flag("full"), config.number("eps", 1e-8));
      case "cosine" -> new CosineEmbedding(config.number("margin", 0));
      case "triplet" -> triplet(file, config);
      default -> throw unknown(file, kind);
    };
  }

  private static AssertionError unknown(GoldenFile file, String kind) {
    return new AssertionError(
        "golden %s: expected a known loss, but got '%s'".formatted(file, kind));
  }

  private static Loss triplet(GoldenFile file, Settings config) {
    if (config.number("p", 2) != 2) {
      throw unknown(file, "triplet with p other than 2");
    }
    return new TripletMargin(config.number("margin", 1), config.number("eps", 1e-6));
  }

  private static Loss crossEntropy(GoldenFile file, Settings config) {
    int classes = file.shape("inputs", "logits").extent(-1);
    boolean isSoft = file.shape("inputs", "target").rank() > 1;
    double ignored = config.number("ignore_index", -1);
    if (ignored >= 0 && ignored < classes) {
      throw unknown(file, "an ignored class among the classes");
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
    return NamedCase.of(
        loss,
        (arithmetic, findings) -> {
          LossInputs inputs = LossInputs.of(file, loss);
          // Keras' divergence of a row is a sum; of other losses, a row has the mean of its
          // elements.
          Reduction usual = loss instanceof KullbackLeibler ? Reduction.BATCH_MEAN : Reduction.MEAN;
          Tensor mean = loss.apply(inputs.output(), inputs.target(), usual);
          int rows = inputs.output().shape().size() / inputs.output().shape().extent(-1);
          Tensor value = isSum ? mean.times(rows) : mean;
          Map<String, Tensor> outputs =
              Map.of("value", value, "gradient", inputs.gradient(value, "grad_prediction"));
          var results =
              arithmetic
                  .over(new State.Layout())
                  .run(inputs.step(outputs), inputs.numbers(file), loss.knobs());
          findings.compare(results.get("value"), "value");
          findings.compare(results.get("gradient"), "grad_prediction");
        });
  }

  private static Loss kerasLoss(GoldenFile file, String kind, Settings config) {
    boolean isProbability = kind.endsWith("rossentropy") && !config.flag("from_logits");
    if (isProbability && kind.equals("CategoricalCrossentropy")) {
      return new ProbabilityCrossEntropy(config.number("label_smoothing", 0), 1e-7);
    }
    if (isProbability) {
      throw unknown(file, kind + " of probabilities");
    }
    return switch (kind) {
      case "MeanSquaredError" -> MeanSquaredError.of();
      case "MeanAbsoluteError" -> MeanAbsoluteError.of();
      case "Huber" -> new Huber(config.number("delta", 1));
      case "LogCosh" -> LogCosh.of();
      case "Hinge" -> Hinge.of();
      case "SquaredHinge" -> Hinge.squared();
      case "CategoricalHinge" -> CategoricalHinge.of();
      case "CosineSimilarity" -> CosineSimilarity.of();
      case "KLDivergence" -> new KullbackLeibler(Form.PROBABILITIES);
      case "Poisson" -> new PoissonNll(false, false, 1e-7);
      case "BinaryCrossentropy" ->
          new BinaryCrossEntropy(config.number("label_smoothing", 0), List.of(), List.of());
      case "BinaryFocalCrossentropy" -> kerasFocal(config);
      case "CategoricalCrossentropy" ->
          new SoftmaxCrossEntropy(true, config.number("label_smoothing", 0), List.of());
      case "SparseCategoricalCrossentropy" -> SoftmaxCrossEntropy.of();
      default -> throw unknown(file, kind);
    };
  }

  private static Loss kerasFocal(Settings config) {
    double alpha = config.number("alpha", 0.25);
    return new Focal(config.flag("apply_class_balancing") ? alpha : -1, config.number("gamma", 2));
  }
}
