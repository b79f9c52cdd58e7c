package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// ADOPT (Taniguchi et al. 2024), which divides by the squares of the steps before:
///
/// `u = clip(g / max(√s, ε), ±(t - 1)^¼); m ← β₁ m + (1 - β₁) u; θ ← θ - α m`, then
/// `s ← β₂ s + (1 - β₂) g²`.
///
/// The first step only fills `s` with `g²` and moves nothing. As in the authors' code and Optax.
public record Adopt(Schedule learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {
  private static final double POWER = 0.25;

  /// Checks β and ε.
  public Adopt {
    Betas.check("beta1", beta1);
    Betas.check("beta2", beta2);
    Betas.checkEpsilon(epsilon);
  }

  /// With β 0.9, 0.9999 and ε 1e-6.
  public static Adopt of(double rate) {
    return new Adopt(Schedule.constant(rate), 0.9, 0.9999, 1e-6);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    Tensor finished = update.step().minus(1);
    Tensor limit =
        finished.map(UnaryFunction.LOGARITHM).times(POWER).map(UnaryFunction.EXPONENTIAL);
    Tensor s = update.slot("square");
    Tensor u = g.dividedBy(Update.atLeast(update.knob("epsilon", epsilon), s.squareRoot()));
    Tensor clipped = Update.within(limit, u);
    Tensor b2 = update.knob("beta2", beta2);
    Tensor average = b2.times(s).plus(b2.subtractedFrom(1).times(g.square()));
    update.set("square", finished.greater(0).select(average, g.square()));
    return update.average("mean", clipped, update.knob("beta1", beta1));
  }
}
