package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Multiplies the change of each layer's parameters by a factor of its own: discriminative
/// learning rates (Howard and Ruder 2018), layer-wise decay of rates, freezing, gradual
/// unfreezing.
///
/// It comes after everything else, so weight decay is multiplied too, and a layer whose factor is
/// 0 does not move at all. Its slots go on: an average of gradients is warm when the layer is
/// unfrozen, unlike in torch, where a frozen parameter has no gradient. Running statistics go on
/// as well.
///
/// Optimisers that keep a second copy of the parameters (schedule-free, Prodigy) are not meant for
/// it.
///
/// @param factors over time, by the path of a layer such as `1`, `1.dense` or `1.dense.bias`;
/// where     several fit, the longest counts
/// @param decay what the factor of other layers is: `decay` to the power of the number of layers
/// with     weights behind it; a normalisation belongs to the layer before it
public record LayerRates(Map<String, Schedule> factors, double decay) implements Transform {
  /// Checks the decay.
  public LayerRates {
    factors = new LinkedHashMap<>(factors);
    if (!(decay > 0 && decay <= 1)) {
      throw new IllegalArgumentException(
          "layer-rates: expected a decay above 0 and at most 1, but got " + decay);
    }
  }

  /// The factor 0 before an epoch, then `factor`.
  public static Schedule unfrozenAt(double epoch, double factor) {
    return Schedule.constant(0).then(Span.epochs(epoch), Schedule.constant(factor));
  }

  /// An optimiser with these factors.
  ///
  /// @throws IllegalArgumentException when it is used, if there is no layer of some path
  public Optimizer of(Optimizer optimizer) {
    return optimizer.scaled().after(this);
  }

  @Override
  public Tensor apply(Tensor change, Update update) {
    return applyToAll(List.of(change), List.of(update)).getFirst();
  }

  @Override
  public List<Tensor> applyToAll(List<Tensor> changes, List<Update> updates) {
    checkPaths(updates);
    List<String> layers = layersWithWeights(updates);
    List<Tensor> result = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      Update update = updates.get(i);
      result.add(
          update.each(changes.get(i), (part, segment) -> scaled(part, segment, update, layers)));
    }
    return result;
  }

  private Tensor scaled(Tensor part, Update.Segment segment, Update update, List<String> layers) {
    var own = longest(segment.path());
    if (own.isPresent()) {
      return part.times(update.knob("layer-rate." + own.get().getKey(), own.get().getValue()));
    }
    int behind = layers.size() - 1 - index(segment.path(), layers);
    return decay == 1 || behind == 0 ? part : part.times(Math.pow(decay, behind));
  }

  /// The factor with the longest path that a parameter's begins with.
  private Optional<Map.Entry<String, Schedule>> longest(String path) {
    return factors.entrySet().stream()
        .filter(each -> isWithin(path, each.getKey()))
        .max(Comparator.comparingInt(each -> each.getKey().length()));
  }

  private static boolean isWithin(String path, String layer) {
    return path.equals(layer) || path.startsWith(layer + ".");
  }

  private static String layer(String path) {
    int end = path.lastIndexOf('.');
    return end < 0 ? path : path.substring(0, end);
  }

  /// The layers that have a weight, in order.
  private static List<String> layersWithWeights(List<Update> updates) {
    List<String> layers = new ArrayList<>();
    for (Update update : updates) {
      if (update.block().equals("weight")) {
        update.segments().forEach(segment -> layers.add(layer(segment.path())));
      }
    }
    return layers;
  }

  /// The last layer with weights that is not behind a parameter.
  private static int index(String path, List<String> layers) {
    int found = 0;
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).equals(layer(path)) || number(layers.get(i)) <= number(path)) {
        found = i;
      }
    }
    return found;
  }

  private static int number(String path) {
    String first = path.split("\\.", 2)[0];
    return first.chars().allMatch(Character::isDigit) ? Integer.parseInt(first) : 0;
  }

  private void checkPaths(List<Update> updates) {
    TreeSet<String> known = new TreeSet<>();
    List<String> unused = new ArrayList<>(factors.keySet());
    for (Update update : updates) {
      for (Update.Segment segment : update.segments()) {
        known.add(layer(segment.path()));
        unused.removeIf(path -> isWithin(segment.path(), path));
      }
    }
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "layer-rates: expected layers among %s, but got %s".formatted(known, unused));
    }
  }
}
