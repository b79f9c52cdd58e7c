package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Adam that divides by the spread of the gradient around its average (Zhuang et al. 2020):
///
/// `v ← β₁ v + (1 - β₁) g; s ← β₂ s + (1 - β₂) (g - v)² + ε'; θ ← θ - α v̂ / (√ŝ + ε)`
///
/// ε' (`inner`) is stored in `s` in each step. As in the authors' code
/// and Optax.
public record AdaBelief(Adam adam, double inner) implements Optimizer {
  /// Checks ε'.
  public AdaBelief {
    Betas.checkEpsilon(inner);
  }

  /// With β₁ 0.9, β₂ 0.999 and both ε 1e-16.
  public static AdaBelief of(double rate) {
    Adam adam = new Adam(Schedule.constant(rate), 0.9, 0.999, 1e-16);
    return new AdaBelief(adam, 1e-16);
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
    Tensor v = update.average("mean", g, update.knob("beta1", adam.beta1()));
    Tensor surprise = g.minus(v).square();
    Tensor averaged = update.average("square", surprise, update.knob("beta2", adam.beta2()));
    Tensor s = update.set("square", averaged.plus(update.knob("inner-epsilon", inner)));
    Tensor vHat = update.corrected(v, "beta1");
    return vHat.dividedBy(adam.denominator(s, adam.correction(update), update));
  }
}
