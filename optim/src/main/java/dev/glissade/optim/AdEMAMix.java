package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Adam with a second, much slower average of the gradient (Pagliardini et al. 2024):
///
/// `θ ← θ - α (v̂ + κ w) / (√ŝ + ε)` with `w ← β₃ w + (1 - β₃) g`, which is not corrected. Short
/// trainings want schedules for the knobs `beta3` and `mix` (κ), from β₁ and 0.
public record AdEMAMix(Adam adam, double beta3, double mix) implements Optimizer {
  /// Checks β₃ and κ.
  public AdEMAMix {
    Betas.check("beta3", beta3);
    Ranges.requireFinite("ademamix", "mix", mix);
  }

  /// Adam's defaults with β₃ 0.9999 and κ 5.
  public static AdEMAMix of(double rate) {
    return new AdEMAMix(Adam.of().learningRate(rate), 0.9999, 5);
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
    Tensor slow = update.average("slow-mean", g, update.knob("beta3", beta3));
    Tensor both = adam.mean(g, update).plus(slow.times(update.knob("mix", mix)));
    Tensor s = adam.square(g, update);
    return both.dividedBy(adam.denominator(s, adam.correction(update), update));
  }
}
