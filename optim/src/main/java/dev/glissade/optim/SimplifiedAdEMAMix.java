package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// AdEMAMix with one average (Morwani et al. 2025): `v ← β₁ v + g; θ ← θ - α (v + κ g) / (√ŝ + ε)`.
public record SimplifiedAdEMAMix(Adam adam, double mix) implements Optimizer {
  /// Checks κ.
  public SimplifiedAdEMAMix {
    Ranges.requireFinite("simplified-ademamix", "mix", mix);
  }

  /// With β₁ 0.99, β₂ 0.95, ε 1e-8 and κ 0.
  public static SimplifiedAdEMAMix of(double rate) {
    return new SimplifiedAdEMAMix(new Adam(Schedule.constant(rate), 0.99, 0.95, 1e-8), 0);
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
    Tensor faded = update.slot("velocity").times(update.knob("beta1", adam.beta1()));
    Tensor v = update.set("velocity", faded.plus(g));
    Tensor s = adam.square(g, update);
    return v.plus(g.times(update.knob("mix", mix)))
        .dividedBy(adam.denominator(s, adam.correction(update), update));
  }
}
