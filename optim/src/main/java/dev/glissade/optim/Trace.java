package dev.glissade.optim;

import dev.glissade.engine.Tensor;

/// Momentum of what another optimiser has computed: `v ← β v + d`, and with `isNesterov`
/// `d + β v`. RMSProp with momentum is `RmsProp` with this behind it.
/// Behind `Optimizer.scaled` the learning rate is inside of `v`, as in Keras and Optax.
public record Trace(double beta, boolean isNesterov) implements Transform {
  /// Checks β.
  public Trace {
    Betas.check("momentum", beta);
  }

  @Override
  public Tensor apply(Tensor direction, Update update) {
    Tensor b = update.knob("momentum", beta);
    Tensor v = update.set("trace", b.times(update.slot("trace")).plus(direction));
    return isNesterov ? direction.plus(b.times(v)) : v;
  }
}
