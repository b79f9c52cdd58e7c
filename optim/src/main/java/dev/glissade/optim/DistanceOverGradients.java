package dev.glissade.optim;

import dev.glissade.engine.Op;
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
    return List.of(new Scaling(first));
  }

  private record Scaling(double first) implements Transform {
    @Override
    public Tensor apply(Tensor gradient, Update update) {
      return applyToAll(List.of(gradient), List.of(update)).getFirst();
    }

    @Override
    public List<Tensor> applyToAll(List<Tensor> gradients, List<Update> updates) {
      Update any = updates.getFirst();
      List<Tensor> ways = updates.stream().map(Scaling::way).toList();
      Tensor distance = norm(any, ways).maximum(first);
      Tensor farthest = any.set("distance", any.slot("distance", NUMBER).maximum(distance));
      Tensor squares =
          any.set("squares", any.slot("squares", NUMBER).plus(norm(any, gradients).square()));
      Tensor rate = farthest.dividedBy(squares.plus(EPSILON).squareRoot());
      return gradients.stream().map(g -> g.times(rate)).toList();
    }

    private static Tensor way(Update update) {
      Tensor start = update.set("start", update.slot("start", update.parameter()));
      return update.parameter().minus(start);
    }

    private static Tensor norm(Update any, List<Tensor> all) {
      return any.graph().add(new Op.Norm(), all.toArray(Tensor[]::new));
    }
  }
}
