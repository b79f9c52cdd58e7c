package dev.glissade.optim;

import dev.glissade.engine.ExponentialAverage;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// Adam (Kingma and Ba 2015):
///
/// `v ← β₁ v + (1 - β₁) g; s ← β₂ s + (1 - β₂) g²; v̂ = v / (1 - Πβ₁); ŝ = s / (1 - Πβ₂); θ ← θ - α
/// v̂ / (√ŝ + ε)`
///
/// ε is outside of the root of the corrected value, as in the paper and in PyTorch; Keras has
/// "epsilon hat", which is not corrected. The products of β are kept in double, also when β changes
/// over time.
public record Adam(Schedule learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {
  /// Checks β₁, β₂ and ε.
  public Adam {
    Betas.check("beta1", beta1);
    Betas.check("beta2", beta2);
    Betas.checkEpsilon(epsilon);
  }

  /// With a learning rate of 0.001, β₁ 0.9, β₂ 0.999 and ε 1e-8.
  public static Adam of() {
    return new Adam(Schedule.constant(0.001), 0.9, 0.999, 1e-8);
  }

  /// With another learning rate.
  public Adam learningRate(Schedule schedule) {
    return new Adam(schedule, beta1, beta2, epsilon);
  }

  /// With another learning rate.
  public Adam learningRate(double rate) {
    return learningRate(Schedule.constant(rate));
  }

  /// With other averages.
  public Adam betas(double first, double second) {
    return new Adam(learningRate, first, second, epsilon);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    Tensor b1 = update.knob("beta1", beta1);
    Tensor b2 = update.knob("beta2", beta2);
    Tensor e = update.knob("epsilon", epsilon);
    Tensor v = update.set("mean", ExponentialAverage.step(update.slot("mean"), g, b1));
    Tensor s = update.set("square", ExponentialAverage.step(update.slot("square"), g.square(), b2));
    // Factors, since they are worked out once in double, and a division would be slow.
    Tensor vHat = v.times(correction(update, "beta1"));
    Tensor sHat = s.times(correction(update, "beta2"));
    return vHat.dividedBy(sHat.squareRoot().plus(e));
  }

  private static Tensor correction(Update update, String beta) {
    return update.productOf(beta).subtractedFrom(1).map(UnaryFunction.RECIPROCAL);
  }
}
