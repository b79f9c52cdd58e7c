package dev.glissade.optim;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// Resilient propagation (Riedmiller and Braun 1993), for full batches: every parameter has its own
/// step, at first the learning rate, which becomes longer while the gradient keeps its sign and
/// shorter when it changes; then the parameter waits one step. As in PyTorch; Optax' dialect takes
/// each step one step late, and not at all if the sign has changed by then.
public record Rprop(
    Schedule learningRate, double shrink, double grow, double least, double most, Dialect dialect)
    implements Optimizer {
  /// Checks the factors and bounds.
  public Rprop {
    if (!(shrink > 0 && shrink < 1 && grow > 1 && least >= 0 && least <= most)) {
      throw new IllegalArgumentException(
          "rprop: expected 0 < shrink < 1 < grow and 0 <= least <= most, but got %s, %s, %s and %s"
              .formatted(shrink, grow, least, most));
    }
  }

  /// With factors 0.5 and 1.2 and steps from 1e-6 to 50.
  public static Rprop of(double rate) {
    return new Rprop(Schedule.constant(rate), 0.5, 1.2, 1e-6, 50, Dialect.PYTORCH);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::change);
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  private Tensor change(Tensor g, Update update) {
    Graph graph = update.graph();
    Tensor zero = graph.constant(0);
    Tensor agreement = g.times(update.slot("gradient"));
    Tensor isTurned = zero.greater(agreement);
    Tensor other = isTurned.select(graph.constant(shrink), graph.constant(1));
    Tensor factor = agreement.select(graph.constant(grow), other);
    Tensor wanted = update.slot("step-size", update.rate()).times(factor);
    Tensor bounded = Update.atLeast(graph.constant(least), wanted);
    Tensor step = update.set("step-size", Update.atMost(graph.constant(most), bounded));
    Tensor kept = update.set("gradient", isTurned.select(zero, g));
    Tensor next = kept.map(UnaryFunction.SIGN).times(step);
    if (dialect != Dialect.OPTAX) {
      return next;
    }
    update.set("late", next);
    return isTurned.select(zero, update.slot("late"));
  }
}
