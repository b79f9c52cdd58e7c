package dev.glissade.optim;

import java.util.List;

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019): `θ ← θ - α (adam(g) + λ θ)`.
///
/// As in PyTorch the decay is multiplied by the learning rate; unlike there, `isWeightsOnly` (the
/// default) leaves biases, γ and β alone.
public record AdamW(Adam adam, double weightDecay, boolean isWeightsOnly) implements Optimizer {
  /// Checks the decay.
  public AdamW {
    decay(weightDecay, isWeightsOnly);
  }

  /// Adam's defaults with a decay of 0.01 on weights.
  public static AdamW of() {
    return new AdamW(Adam.of(), 0.01, true);
  }

  /// With another learning rate.
  public AdamW learningRate(Schedule schedule) {
    return new AdamW(adam.learningRate(schedule), weightDecay, isWeightsOnly);
  }

  @Override
  public Schedule learningRate() {
    return adam.learningRate();
  }

  @Override
  public List<Transform> transforms() {
    return decay(weightDecay, isWeightsOnly).of(adam).transforms();
  }

  private static WeightDecay decay(double lambda, boolean isWeightsOnly) {
    return new WeightDecay(lambda, WeightDecay.Kind.DECOUPLED, isWeightsOnly);
  }
}
