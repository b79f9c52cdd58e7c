package dev.glissade.optim;

import java.util.List;

/// LAMB (You et al. 2020): Adam's direction plus decoupled decay, made as long as each parameter.
/// Keras' dialect decays first: the ratio is that of the decayed parameter and the direction alone.
public record Lamb(Adam adam, WeightDecay decay, Dialect dialect) implements Optimizer {
  /// With β 0.9 and 0.999, ε 1e-6 and a decay of 0.01 on weights.
  public static Lamb of(double rate) {
    Adam adam = new Adam(Schedule.constant(rate), 0.9, 0.999, 1e-6);
    return new Lamb(
        adam, new WeightDecay(0.01, WeightDecay.Kind.DECOUPLED, true), Dialect.TEXTBOOK);
  }

  @Override
  public Schedule learningRate() {
    return adam.learningRate();
  }

  @Override
  public List<Transform> transforms() {
    WeightDecay decoupled = decay.as(WeightDecay.Kind.DECOUPLED);
    TrustRatio trust = new TrustRatio(1, 0, false);
    if (dialect != Dialect.KERAS) {
      return adam.decay(decoupled).after(trust).transforms();
    }
    Transform decayedTrust =
        (direction, update) ->
            trust.apply(direction, update, update.parameter().minus(decoupled.change(update)));
    return adam.after(decayedTrust).decay(decoupled).transforms();
  }
}
