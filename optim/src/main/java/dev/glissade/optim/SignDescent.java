package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// `θ ← θ - α sign(v)` with `v ← β v + (1 - β) g` (Bernstein et al. 2018): Signum, or sign descent
/// with β 0.
public record SignDescent(Schedule learningRate, double beta) implements Optimizer {
  /// Checks β.
  public SignDescent {
    Betas.check("beta", beta);
  }

  /// Without an average.
  public static SignDescent of(double rate) {
    return new SignDescent(Schedule.constant(rate), 0);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    Tensor v = beta == 0 ? g : update.average("velocity", g, update.knob("beta", beta));
    return v.map(UnaryFunction.SIGN);
  }
}
