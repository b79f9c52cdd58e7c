package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Adam with Nesterov's momentum (Dozat 2016), of which frameworks have four:
///
/// PyTorch and Keras warm the momentum up, `μₜ = β₁ (1 - 0.96^(t ψ) / 2)`, and step by
/// `μₜ₊₁ v / (1 - Πμₜ₊₁) + (1 - μₜ) g / (1 - Πμₜ)` over `√ŝ + ε`. ψ (`momentumDecay`) is 0.004 in
/// the paper and PyTorch, so that it takes thousands of steps, and 1 in Keras.
///
/// Optax keeps β₁: `β₁ v / (1 - β₁ᵗ⁺¹) + (1 - β₁) g / (1 - β₁ᵗ)`; ψ is not used. DL4J has
/// `(β₁ v + (1 - β₁) g) / (1 - β₁ᵗ)` over `√s + ε`, where `s` is not corrected.
public record NAdam(Adam adam, double momentumDecay, Dialect dialect) implements Optimizer {
  private static final double BASE = 0.96;

  /// Checks ψ.
  public NAdam {
    Ranges.requireFinite("nadam", "momentum-decay", momentumDecay);
  }

  /// Adam's defaults with ψ 0.004.
  public static NAdam of(double rate) {
    return new NAdam(Adam.of().learningRate(rate), 0.004, Dialect.PYTORCH);
  }

  @Override
  public Schedule learningRate() {
    return adam.learningRate();
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    Tensor s = adam.square(g, update);
    Tensor correction =
        dialect == Dialect.DL4J ? update.graph().constant(1) : adam.correction(update);
    Tensor denominator = adam.denominator(s, correction, update);
    Tensor b1 = update.knob("beta1", adam.beta1());
    Tensor v = update.average("mean", g, b1);
    Tensor mu = b1;
    Tensor nextMu = b1;
    Tensor product = update.productOf("beta1");
    if (dialect == Dialect.DL4J) {
      Tensor mixed = b1.times(v).plus(b1.subtractedFrom(1).times(g));
      return update.corrected(mixed, "beta1").dividedBy(denominator);
    }
    if (dialect != Dialect.OPTAX) {
      mu = update.knob("momentum", momentum(1));
      nextMu = update.knob("next-momentum", momentum(2));
      product = update.productOf("momentum");
    }
    Tensor ahead = v.times(nextMu.dividedBy(product.times(nextMu).subtractedFrom(1)));
    Tensor now = g.times(mu.subtractedFrom(1).dividedBy(product.subtractedFrom(1)));
    return ahead.plus(now).dividedBy(denominator);
  }

  /// `β₁ (1 - 0.96^(t ψ) / 2)`, where the first step has `t` = `first`.
  private Schedule momentum(int first) {
    double base = Math.pow(BASE, momentumDecay);
    double half = adam.beta1() / 2 * Math.pow(base, first);
    return Schedule.constant(adam.beta1())
        .minus(new Schedule.Exponential(half, base, Span.steps(1), false));
  }
}
