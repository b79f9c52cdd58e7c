package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Momentum (Polyak 1964): `v ← β v + (1 - β) g; θ ← θ - α v`, without bias correction.
///
/// PyTorch's and Optax' dialect keeps the whole gradient, `v ← β v + g`, which is the same as a
/// learning rate of `α / (1 - β)` here. Keras', DL4J's and DJL's has the rate inside,
/// `v ← β v + α g; θ ← θ - v`, so that steps of an earlier, larger rate go on for a while. With
/// `isNesterov` (PyTorch's form of Nesterov 1983) the update is `g' + β v`, where `g'` is what was
/// added to `v`.
public record Momentum(Schedule learningRate, double beta, boolean isNesterov, Dialect dialect)
    implements Optimizer {
  /// Checks β.
  public Momentum {
    Betas.check("beta", beta);
  }

  /// With a learning rate of 0.1 and β 0.9.
  public static Momentum of() {
    return new Momentum(Schedule.constant(0.1), 0.9, false, Dialect.TEXTBOOK);
  }

  /// With another learning rate.
  public Momentum learningRate(Schedule schedule) {
    return new Momentum(schedule, beta, isNesterov, dialect);
  }

  /// With another learning rate.
  public Momentum learningRate(double rate) {
    return learningRate(Schedule.constant(rate));
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::velocity);
  }

  @Override
  public boolean isScaled() {
    return switch (dialect) {
      case KERAS, DL4J, DJL -> true;
      case TEXTBOOK, PYTORCH, OPTAX -> false;
    };
  }

  private Tensor velocity(Tensor g, Update update) {
    Tensor b = update.knob("beta", beta);
    Tensor added =
        switch (dialect) {
          case TEXTBOOK -> b.subtractedFrom(1).times(g);
          case PYTORCH, OPTAX -> g;
          case KERAS, DL4J, DJL -> update.rate().times(g);
        };
    Tensor v = update.set("velocity", b.times(update.slot("velocity")).plus(added));
    return isNesterov ? added.plus(b.times(v)) : v;
  }
}
