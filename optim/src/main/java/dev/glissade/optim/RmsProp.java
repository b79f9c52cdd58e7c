package dev.glissade.optim;

import dev.glissade.engine.ExponentialAverage;
import dev.glissade.engine.Tensor;
import java.util.List;

/// RMSProp (Hinton 2012): `s ← β s + (1 - β) g²; θ ← θ - α g / √(s + ε)`, ε inside the root.
/// PyTorch's dialect has it outside: `g / (√s + ε)`.
public record RmsProp(Schedule learningRate, double beta, double epsilon, Dialect dialect)
    implements Optimizer {
  /// Checks β and ε.
  public RmsProp {
    Betas.check("beta", beta);
    Betas.checkEpsilon(epsilon);
  }

  /// With a learning rate of 0.001, β 0.9 and ε 1e-8.
  public static RmsProp of() {
    return new RmsProp(Schedule.constant(0.001), 0.9, 1e-8, Dialect.TEXTBOOK);
  }

  /// With another learning rate.
  public RmsProp learningRate(Schedule schedule) {
    return new RmsProp(schedule, beta, epsilon, dialect);
  }

  /// With another learning rate.
  public RmsProp learningRate(double rate) {
    return learningRate(Schedule.constant(rate));
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::normalized);
  }

  private Tensor normalized(Tensor g, Update update) {
    Tensor b = update.knob("beta", beta);
    Tensor e = update.knob("epsilon", epsilon);
    Tensor s = update.set("square", ExponentialAverage.step(update.slot("square"), g.square(), b));
    return dialect == Dialect.PYTORCH
        ? g.dividedBy(s.squareRoot().plus(e))
        : g.dividedBy(s.plus(e).squareRoot());
  }
}
