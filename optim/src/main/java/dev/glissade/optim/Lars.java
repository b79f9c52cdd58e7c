package dev.glissade.optim;

import java.util.List;

/// LARS (You et al. 2017): each parameter's gradient, with coupled decay, is made as long as the
/// parameter times a small trust, then goes through momentum with the learning rate inside, as in
/// Optax.
///
/// @param decay of weights, coupled; its kind is not used
/// @param trust how long changes are
/// @param momentum of scaled changes
public record Lars(Schedule learningRate, WeightDecay decay, TrustRatio trust, Trace momentum)
    implements Optimizer {
  /// With a decay of 1e-4, a trust of 0.001 and momentum of 0.9; biases, γ and β are neither
  /// decayed nor scaled.
  public static Lars of(double rate) {
    return new Lars(
        Schedule.constant(rate),
        new WeightDecay(1e-4, WeightDecay.Kind.COUPLED, true),
        new TrustRatio(0.001, 0, true),
        new Trace(0.9, false));
  }

  @Override
  public List<Transform> transforms() {
    Optimizer decayed = new GradientDescent(learningRate).after(trust);
    return decayed.decay(decay.as(WeightDecay.Kind.COUPLED)).scaled().after(momentum).transforms();
  }

  @Override
  public boolean isScaled() {
    return true;
  }
}
