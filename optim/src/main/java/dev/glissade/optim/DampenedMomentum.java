package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// PyTorch's momentum with `dampening` τ: `v ← β v + (1 - τ) g`, but `v = g` in the first step. So
/// with τ = β it is not the textbook's momentum until about `1 / (1 - β)` steps are done.
public record DampenedMomentum(Schedule learningRate, double beta, double dampening)
    implements Optimizer {
  /// Checks β and τ.
  public DampenedMomentum {
    Betas.check("beta", beta);
    Betas.check("dampening", dampening);
  }

  /// With β 0.9 and τ 0.1.
  public static DampenedMomentum of(double rate) {
    return new DampenedMomentum(Schedule.constant(rate), 0.9, 0.1);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::velocity);
  }

  private Tensor velocity(Tensor g, Update update) {
    Tensor added = update.knob("dampening", dampening).subtractedFrom(1).times(g);
    Tensor faded = update.knob("beta", beta).times(update.slot("velocity"));
    Tensor isLater = update.step().greater(1);
    return update.set("velocity", isLater.select(faded.plus(added), g));
  }
}
