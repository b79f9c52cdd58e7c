package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// Lion (Chen et al. 2023): `θ ← θ - α sign(β₁ m + (1 - β₁) g); m ← β₂ m + (1 - β₂) g`. Weight
/// decay is to be added decoupled; rates are 3 to 10 times smaller than AdamW's, decays as much
/// larger. Optax and Keras are the same.
public record Lion(Schedule learningRate, double beta1, double beta2) implements Optimizer {
  /// Checks β.
  public Lion {
    Betas.check("beta1", beta1);
    Betas.check("beta2", beta2);
  }

  /// With β 0.9 and 0.99.
  public static Lion of(double rate) {
    return new Lion(Schedule.constant(rate), 0.9, 0.99);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    Tensor b1 = update.knob("beta1", beta1);
    Tensor mixed = b1.times(update.slot("mean")).plus(b1.subtractedFrom(1).times(g));
    update.average("mean", g, update.knob("beta2", beta2));
    return mixed.map(UnaryFunction.SIGN);
  }
}
