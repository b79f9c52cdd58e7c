package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Adan (Xie et al. 2022), with `Δ = g - (the gradient of the step before)`, 0 in the first step:
///
/// `m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) Δ; n ← β₃ n + (1 - β₃) (g + β₂ Δ)²; θ ← θ - α (m̂ +
/// β₂ v̂) / (√n̂ + ε)`
///
/// β is what the paper calls `1 - β`, as in the authors' code. Optax multiplies `Δ` and `v̂` by
/// `1 - β₂` instead, and adds another 1e-8 inside of the root. Weight decay is to be added
/// decoupled.
public record Adan(
    Schedule learningRate,
    double beta1,
    double beta2,
    double beta3,
    double epsilon,
    Dialect dialect)
    implements Optimizer {
  private static final double OPTAX_INNER_EPSILON = 1e-8;

  /// Checks β and ε.
  public Adan {
    Betas.check("beta1", beta1);
    Betas.check("beta2", beta2);
    Betas.check("beta3", beta3);
    Betas.checkEpsilon(epsilon);
  }

  /// With β 0.98, 0.92, 0.99 and ε 1e-8.
  public static Adan of(double rate) {
    return new Adan(Schedule.constant(rate), 0.98, 0.92, 0.99, 1e-8, Dialect.TEXTBOOK);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    Tensor b1 = update.knob("beta1", beta1);
    Tensor b2 = update.knob("beta2", beta2);
    Tensor b3 = update.knob("beta3", beta3);
    Tensor delta = g.minus(update.slot("gradient", g));
    update.set("gradient", g);
    Tensor m = update.average("mean", g, b1);
    Tensor v = update.average("change", delta, b2);
    boolean isOptax = dialect == Dialect.OPTAX;
    Tensor share = isOptax ? b2.subtractedFrom(1) : b2;
    Tensor n = update.average("square", g.plus(share.times(delta)).square(), b3);
    Tensor up = update.corrected(m, "beta1").plus(share.times(update.corrected(v, "beta2")));
    Tensor root = update.corrected(n, "beta3").plus(isOptax ? OPTAX_INNER_EPSILON : 0).squareRoot();
    return up.dividedBy(root.plus(update.knob("epsilon", epsilon)));
  }
}
