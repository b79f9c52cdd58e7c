package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Rectified Adam (Liu et al. 2020): Adam times
/// `r = √((ρ - 4)(ρ - 2) ρ∞ / ((ρ∞ - 4)(ρ∞ - 2) ρ))`, where `ρ∞ = 2 / (1 - β₂) - 1` and
/// `ρ = ρ∞ - 2 t β₂ᵗ / (1 - β₂ᵗ)`; plain corrected momentum while `ρ` is 5 or less.
///
/// PyTorch has "epsilon hat" here (`Epsilon.HAT`), unlike in its Adam; Optax has ε outside.
public record RAdam(Adam adam) implements Optimizer {
  private static final double THRESHOLD = 5;

  /// Adam's defaults, ε as in PyTorch.
  public static RAdam of(double rate) {
    return new RAdam(new Adam(Schedule.constant(rate), 0.9, 0.999, 1e-8, Epsilon.HAT));
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
    Tensor vHat = adam.mean(g, update);
    Tensor s = adam.square(g, update);
    Tensor correction = adam.correction(update);
    Tensor last = update.knob("beta2", adam.beta2()).subtractedFrom(1);
    Tensor end = update.graph().constant(2).dividedBy(last).minus(1);
    Tensor power = update.productOf("beta2");
    Tensor rho = end.minus(update.step().times(2).times(power).dividedBy(correction));
    Tensor rated =
        rho.minus(4)
            .times(rho.minus(2))
            .times(end)
            .dividedBy(end.minus(4).times(end.minus(2)).times(rho))
            .maximum(0)
            .squareRoot();
    Tensor rectified = vHat.dividedBy(adam.denominator(s, correction, update)).times(rated);
    return rho.greater(THRESHOLD).select(rectified, vHat);
  }
}
