package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Adam whose denominator never becomes smaller (Reddi et al. 2018): `ŝ` is of the largest `s` so
/// far, as in PyTorch and, with `Epsilon.HAT`, Keras. Optax (`isMaximumCorrected`) keeps the
/// largest `ŝ`, which early on is far larger.
public record AmsGrad(Adam adam, boolean isMaximumCorrected) implements Optimizer {
  /// Adam's defaults.
  public static AmsGrad of() {
    return new AmsGrad(Adam.of(), false);
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
    Tensor slot = update.slot("largest");
    if (isMaximumCorrected) {
      Tensor largest = update.set("largest", Update.atLeast(slot, Update.quotient(s, correction)));
      return vHat.dividedBy(adam.denominator(largest, update.graph().constant(1), update));
    }
    Tensor largest = update.set("largest", Update.atLeast(slot, s));
    return vHat.dividedBy(adam.denominator(largest, correction, update));
  }
}
