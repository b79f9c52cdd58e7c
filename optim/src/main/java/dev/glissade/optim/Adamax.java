package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// Adamax (Kingma and Ba 2015), Adam with the largest instead of the mean square:
///
/// `v ← β₁ v + (1 - β₁) g; u ← max(β₂ u, |g| + ε); θ ← θ - α v / ((1 - Πβ₁) u)`
///
/// as in PyTorch and Optax. Keras (and the paper, without ε) has `u ← max(β₂ u, |g|)` and divides
/// by `u + ε`.
public record Adamax(
    Schedule learningRate, double beta1, double beta2, double epsilon, Dialect dialect)
    implements Optimizer {
  /// Checks β₁, β₂ and ε.
  public Adamax {
    Betas.check("beta1", beta1);
    Betas.check("beta2", beta2);
    Betas.checkEpsilon(epsilon);
  }

  /// With β₁ 0.9, β₂ 0.999 and ε 1e-8.
  public static Adamax of(double rate) {
    return new Adamax(Schedule.constant(rate), 0.9, 0.999, 1e-8, Dialect.PYTORCH);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    Tensor e = update.knob("epsilon", epsilon);
    Tensor v = update.average("mean", g, update.knob("beta1", beta1));
    Tensor size = g.map(UnaryFunction.ABSOLUTE);
    Tensor faded = update.slot("largest").times(update.knob("beta2", beta2));
    Tensor vHat = update.corrected(v, "beta1");
    if (dialect == Dialect.KERAS) {
      return vHat.dividedBy(update.set("largest", faded.maximum(size)).plus(e));
    }
    return vHat.dividedBy(update.set("largest", faded.maximum(size.plus(e))));
  }
}
