package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// MADGRAD (Defazio and Jelassi 2021), dual averaging with cube roots: with `λ = (α + ε) √t`,
///
/// `s ← s + λ g; v ← v + λ g²; z = θ₀ - s / (∛v + ε); θ ← β θ + (1 - β) z`
///
/// As in the authors' code and Optax. Decay, if any, is to be coupled.
public record Madgrad(Schedule learningRate, double beta, double epsilon) implements Optimizer {
  /// Checks β and ε.
  public Madgrad {
    Betas.check("beta", beta);
    Betas.checkEpsilon(epsilon);
  }

  /// With β 0.9 and ε 1e-6.
  public static Madgrad of(double rate) {
    return new Madgrad(Schedule.constant(rate), 0.9, 1e-6);
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
    Tensor theta = update.parameter();
    Tensor e = update.knob("epsilon", epsilon);
    Tensor lambda = update.rate().plus(e).times(update.step().squareRoot());
    Tensor s = update.set("sum", update.slot("sum").plus(g.times(lambda)));
    Tensor v = update.set("squares", update.slot("squares").plus(g.square().times(lambda)));
    // The logarithm of 0 is -∞, and its exponential 0 again.
    Tensor root = v.map(UnaryFunction.LOGARITHM).times(1.0 / 3).map(UnaryFunction.EXPONENTIAL);
    Tensor start = update.set("start", update.slot("start", theta));
    Tensor z = start.minus(s.dividedBy(root.plus(e)));
    return theta.minus(z).times(update.knob("beta", beta).subtractedFrom(1));
  }
}
