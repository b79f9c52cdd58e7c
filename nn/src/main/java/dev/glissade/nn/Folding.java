package dev.glissade.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Folds each batch normalisation into the dense layer in front of it, for use: `W' = W γ / √(σ² +
/// ε)`, `b' = β + γ (b - μ) / √(σ² + ε)` for each unit, with the averages that the normalisation
/// uses. Computed in double, rounded once.
///
/// The folded model gives the same outputs but for rounding, with fewer operations; it cannot go on
/// learning as the original would.
public final class Folding {
  private final Map<String, float[]> numbers;
  private final Map<String, Double> products;
  private final Map<String, float[]> folded = new LinkedHashMap<>();

  /// The layer without what was folded, and its numbers by path.
  public record Folded(Layer layer, Map<String, float[]> numbers) {}

  private Folding(Map<String, float[]> numbers, Map<String, Double> products) {
    this.numbers = numbers;
    this.products = products;
  }

  /// Folds what can be.
  ///
  /// @param numbers the values of all parameters and statistics of the model, by path
  /// @param products the running products of knobs such as `1.batchnorm.decay`, which corrected
  ///     averages need
  /// @throws IllegalArgumentException if a number that the model has is missing
  public static Folded fold(
      Model model, Map<String, float[]> numbers, Map<String, Double> products) {
    Trace trace = model.trace();
    Stream.concat(
            trace.parameters().stream().map(Parameter::path),
            trace.statistics().stream().map(Statistic::path))
        .filter(path -> !numbers.containsKey(path))
        .findFirst()
        .ifPresent(Folding::missing);
    Folding folding = new Folding(numbers, products);
    Layer layer = folding.layer(model.layer(), "", "");
    return new Folded(layer, folding.folded);
  }

  private static void missing(String path) {
    throw new IllegalArgumentException("fold: expected the values of '" + path + "', but got none");
  }

  private Layer layer(Layer layer, String from, String to) {
    return switch (layer) {
      case Sequential(List<Layer> layers) -> sequential(layers, from, to);
      case Residual(Layer body) -> new Residual(layer(body, join(from, "body"), join(to, "body")));
      default -> {
        copy(from, to);
        yield layer;
      }
    };
  }

  private Layer sequential(List<Layer> layers, String from, String to) {
    List<Layer> kept = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      String place = join(from, i + "." + layer.kind());
      String target = join(to, kept.size() + "." + layer.kind());
      if (layer instanceof Dense dense
          && i + 1 < layers.size()
          && normalization(layers.get(i + 1)) instanceof BatchNorm norm) {
        String normPlace = join(from, (i + 1) + "." + layers.get(i + 1).kind());
        fold(new Scaling(norm, normPlace, dense.units()), place, target);
        kept.add(new Dense(dense.units(), true, dense.initializer()));
        i++;
      } else {
        kept.add(layer(layer, place, target));
      }
    }
    return new Sequential(kept);
  }

  /// The normalisation that a layer is in use, or the layer itself.
  private static Layer normalization(Layer layer) {
    return switch (layer) {
      case GhostBatchNorm ghosts -> ghosts.norm();
      case BatchRenorm renorm -> renorm.norm();
      default -> layer;
    };
  }

  /// What a normalisation does to each unit: `y = scale x + shift`.
  private final class Scaling {
    private final double[] scale;
    private final double[] shift;

    Scaling(BatchNorm norm, String place, int units) {
      scale = new double[units];
      shift = new double[units];
      boolean isCorrected = norm.average() == BatchNorm.Average.CORRECTED;
      double share = isCorrected ? 1 - product(join(place, "decay")) : 1;
      for (int i = 0; i < units; i++) {
        double mean = share > 0 ? number(join(place, "mean"), i) / share : 0;
        double variance = share > 0 ? number(join(place, "variance"), i) / share : 1;
        scale[i] = number(join(place, "gamma"), i) / Math.sqrt(variance + norm.epsilon());
        shift[i] = number(join(place, "beta"), i) - scale[i] * mean;
      }
    }
  }

  private void fold(Scaling scaling, String from, String to) {
    float[] weight = values(join(from, "weight"));
    int units = scaling.scale.length;
    float[] scaled = new float[weight.length];
    for (int i = 0; i < weight.length; i++) {
      scaled[i] = (float) (weight[i] * scaling.scale[i % units]);
    }
    float[] bias = new float[units];
    for (int i = 0; i < units; i++) {
      bias[i] = (float) scaling.shift[i];
    }
    folded.put(join(to, "weight"), scaled);
    folded.put(join(to, "bias"), bias);
  }

  private void copy(String from, String to) {
    numbers.forEach(
        (path, values) -> {
          if (from.isEmpty() || path.startsWith(from + ".")) {
            folded.put(join(to, path.substring(from.isEmpty() ? 0 : from.length() + 1)), values);
          }
        });
  }

  private double number(String path, int index) {
    return values(path)[index];
  }

  private float[] values(String path) {
    return Objects.requireNonNull(numbers.get(path), path);
  }

  private double product(String knob) {
    Double product = products.get(knob);
    if (product == null) {
      throw new IllegalArgumentException(
          "fold: expected the product of '%s', but got those of %s"
              .formatted(knob, products.keySet()));
    }
    return product;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
