package dev.glissade.optim;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.List;

/// DoWG (Khaled et al. 2023), DoG with gradients weighted by the distance: descent with the rate
/// `r / (√v + ε)`, one for all parameters, where
///
/// `r ← max(r, ‖θ - θ₀‖²); v ← v + r ‖g‖²`
///
/// As in Optax. The learning rate stays 1.
///
/// @param first the first `r`, a squared distance
/// @param epsilon ε, 1e-4 in Optax
public record WeightedDistanceOverGradients(Schedule learningRate, double first, double epsilon)
    implements Optimizer {
  private static final Shape NUMBER = Shape.of();

  /// Checks the first distance and ε.
  public WeightedDistanceOverGradients {
    Ranges.requirePositive("dowg", "first", first);
    Betas.checkEpsilon(epsilon);
  }

  /// With a learning rate of 1 and ε 1e-4, which is the first squared distance too.
  public static WeightedDistanceOverGradients of() {
    return new WeightedDistanceOverGradients(Schedule.constant(1), 1e-4, 1e-4);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(Jointly.of(this::scaled));
  }

  private List<Tensor> scaled(List<Tensor> gradients, List<Update> updates) {
    Update any = updates.getFirst();
    Tensor way = DistanceOverGradients.distance(updates).square().maximum(first);
    Tensor farthest = any.set("distance", any.slot("distance", NUMBER).maximum(way));
    Tensor square = Jointly.norm(gradients).square().times(farthest);
    Tensor squares = any.set("squares", any.slot("squares", NUMBER).plus(square));
    Tensor rate = farthest.dividedBy(squares.squareRoot().plus(epsilon));
    return gradients.stream().map(g -> g.times(rate)).toList();
  }
}
