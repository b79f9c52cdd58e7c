package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Adam (Kingma and Ba 2015):
///
/// `v ← β₁ v + (1 - β₁) g; s ← β₂ s + (1 - β₂) g²; v̂ = v / (1 - Πβ₁); ŝ = s / (1 - Πβ₂); θ ← θ - α
/// v̂ / (√ŝ + ε)`
///
/// ε is outside of the root of the corrected value, as in the paper and in PyTorch, unless `place`
/// says otherwise; Keras has "epsilon hat", which is not corrected. The products of β are kept in
/// double, also when β changes over time.
public record Adam(Schedule learningRate, double beta1, double beta2, double epsilon, Epsilon place)
    implements Optimizer {
  /// Checks β₁, β₂ and ε.
  public Adam {
    Betas.check("beta1", beta1);
    Betas.check("beta2", beta2);
    Betas.checkEpsilon(epsilon);
  }

  /// With ε outside of the root.
  public Adam(Schedule learningRate, double beta1, double beta2, double epsilon) {
    this(learningRate, beta1, beta2, epsilon, Epsilon.OUTSIDE);
  }

  /// With a learning rate of 0.001, β₁ 0.9, β₂ 0.999 and ε 1e-8.
  public static Adam of() {
    return new Adam(Schedule.constant(0.001), 0.9, 0.999, 1e-8);
  }

  /// With another learning rate.
  public Adam learningRate(Schedule schedule) {
    return new Adam(schedule, beta1, beta2, epsilon, place);
  }

  /// With another learning rate.
  public Adam learningRate(double rate) {
    return learningRate(Schedule.constant(rate));
  }

  /// With other averages.
  public Adam betas(double first, double second) {
    return new Adam(learningRate, first, second, epsilon, place);
  }

  /// With ε at another place.
  public Adam with(Epsilon other) {
    return new Adam(learningRate, beta1, beta2, epsilon, other);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    return mean(g, update).dividedBy(denominator(square(g, update), correction(update), update));
  }

  /// v̂
  Tensor mean(Tensor g, Update update) {
    return update.corrected(update.average("mean", g, update.knob("beta1", beta1)), "beta1");
  }

  /// s
  Tensor square(Tensor g, Update update) {
    return update.average("square", g.square(), update.knob("beta2", beta2));
  }

  /// `1 - Πβ₂`
  Tensor correction(Update update) {
    update.knob("beta2", beta2);
    return update.productOf("beta2").subtractedFrom(1);
  }

  /// `√(1 - β₂ᵗ) / (1 - β₁ᵗ)`
  Tensor biasRatio(Update update) {
    update.knob("beta1", beta1);
    Tensor first = update.productOf("beta1").subtractedFrom(1);
    return correction(update).squareRoot().dividedBy(first);
  }

  Tensor denominator(Tensor s, Tensor correction, Update update) {
    return place.denominator(s, correction, update.knob("epsilon", epsilon));
  }
}
