package dev.glissade.optim;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.List;

/// DoG (Ivgi et al. 2023), descent with the rate `max ‖θ - θ₀‖ / √(Σ ‖g‖² + 1e-8)`, one for all
/// parameters; the distance counts as at least `first`. The learning rate stays 1.
public record DistanceOverGradients(Schedule learningRate, double first) implements Optimizer {
  private static final double EPSILON = 1e-8;
  private static final Shape NUMBER = Shape.of();

  /// Checks the first distance.
  public DistanceOverGradients {
    Ranges.requirePositive("dog", "first", first);
  }

  /// With a learning rate of 1.
  public static DistanceOverGradients of(double first) {
    return new DistanceOverGradients(Schedule.constant(1), first);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(Jointly.of(this::scaled));
  }

  private List<Tensor> scaled(List<Tensor> gradients, List<Update> updates) {
    Update any = updates.getFirst();
    Tensor distance = distance(updates).maximum(first);
    Tensor farthest = any.set("distance", any.slot("distance", NUMBER).maximum(distance));
    Tensor square = Jointly.norm(gradients).square();
    Tensor squares = any.set("squares", any.slot("squares", NUMBER).plus(square));
    Tensor rate = farthest.dividedBy(squares.plus(EPSILON).squareRoot());
    return gradients.stream().map(g -> g.times(rate)).toList();
  }

  /// `‖θ - θ₀‖` of all parameters together.
  static Tensor distance(List<Update> updates) {
    return Jointly.norm(updates.stream().map(DistanceOverGradients::way).toList());
  }

  private static Tensor way(Update update) {
    Tensor start = update.set("start", update.slot("start", update.parameter()));
    return update.parameter().minus(start);
  }
}
