package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// AdaDelta (Zeiler 2012): `s ← ρ s + (1 - ρ) g²; δ = g √(d + ε) / √(s + ε); d ← ρ d + (1 - ρ) δ²;
/// θ ← θ - α δ`. All frameworks agree; they differ in ρ (0.9 or 0.95), ε and α (1 in the paper and
/// PyTorch).
public record AdaDelta(Schedule learningRate, double rho, double epsilon) implements Optimizer {
  /// Checks ρ and ε.
  public AdaDelta {
    Betas.check("rho", rho);
    Betas.checkEpsilon(epsilon);
  }

  /// With ρ 0.9 and ε 1e-6.
  public static AdaDelta of(double rate) {
    return new AdaDelta(Schedule.constant(rate), 0.9, 1e-6);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    Tensor r = update.knob("rho", rho);
    Tensor e = update.knob("epsilon", epsilon);
    Tensor s = update.average("square", g.square(), r);
    Tensor ratio = update.slot("change").plus(e).squareRoot().dividedBy(s.plus(e).squareRoot());
    Tensor delta = g.times(ratio);
    update.average("change", delta.square(), r);
    return delta;
  }
}
