package dev.glissade.optim;

/// The numbers that optimisers with names are made of, and whose conventions they follow.
///
/// @param rate α over time
/// @param beta of optimisers with one average
/// @param beta1 of the average of gradients of Adam and its relatives
/// @param beta2 of their average of squares
/// @param epsilon of all that divide
/// @param weightDecay λ of those that decay weights
/// @param dialect whose conventions
public record OptimizerSettings(
    Schedule rate,
    double beta,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    Dialect dialect) {
  /// What an optimiser may read beside the learning rate and the dialect.
  public enum Setting {
    /// `beta`
    BETA,
    /// `beta1`
    BETA1,
    /// `beta2`
    BETA2,
    /// `epsilon`
    EPSILON,
    /// `weight-decay`
    WEIGHT_DECAY;

    /// The name in settings.
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /// The same in another dialect.
  public OptimizerSettings in(Dialect other) {
    return new OptimizerSettings(rate, beta, beta1, beta2, epsilon, weightDecay, other);
  }

  /// The same with another learning rate.
  public OptimizerSettings at(Schedule other) {
    return new OptimizerSettings(other, beta, beta1, beta2, epsilon, weightDecay, dialect);
  }

  /// Adam with these numbers, and ε where the dialect has it.
  Adam adam() {
    return new Adam(rate, beta1, beta2, epsilon, Epsilon.of(dialect));
  }

  /// The same with ε outside of the root.
  Adam plainAdam() {
    return adam().with(Epsilon.OUTSIDE);
  }

  /// The decay of weights.
  WeightDecay decay(WeightDecay.Kind kind) {
    return new WeightDecay(weightDecay, kind, true);
  }

  /// The decay beside the gradient.
  WeightDecay decay() {
    return decay(WeightDecay.Kind.DECOUPLED);
  }
}
