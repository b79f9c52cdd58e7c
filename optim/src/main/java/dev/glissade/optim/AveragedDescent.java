package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// Averaged stochastic gradient descent (Polyak and Juditsky 1992), torch's `ASGD`:
///
/// `η = α / (1 + λ α (t - 1))^power; θ ← θ - η (g + λ θ); θ̄ ← θ̄ + (θ - θ̄) / max(1, t - 1 - t₀)`
///
/// The average is the slot `average`.
///
/// @param start t₀, the steps before the average begins
public record AveragedDescent(Schedule learningRate, double lambda, double power, double start)
    implements Optimizer {
  /// Checks the numbers.
  public AveragedDescent {
    Ranges.requireFinite("averaged-descent", "lambda", lambda);
    Ranges.requireFinite("averaged-descent", "power", power);
    Ranges.requireFinite("averaged-descent", "start", start);
  }

  /// With λ 1e-4, power 0.75 and t₀ 1e6.
  public static AveragedDescent of(double rate) {
    return new AveragedDescent(Schedule.constant(rate), 1e-4, 0.75, 1e6);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::change);
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  private Tensor change(Tensor g, Update update) {
    Tensor rate = update.rate();
    Tensor finished = update.step().minus(1);
    Tensor growth = rate.times(finished).times(lambda).map(UnaryFunction.LOGARITHM_PLUS_ONE);
    Tensor eta = rate.times(growth.times(-power).map(UnaryFunction.EXPONENTIAL));
    Tensor change = g.plus(update.parameter().times(lambda)).times(eta);
    Tensor theta = update.parameter().minus(change);
    Tensor average = update.slot("average");
    Tensor share = finished.minus(start).maximum(1);
    update.set("average", average.plus(theta.minus(average).dividedBy(share)));
    return change;
  }
}
