package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Fromage (Bernstein et al. 2020): `θ ← (θ - α g ‖θ‖ / ‖g‖) / √(1 + α²)` for each parameter, so
/// that none grows.
public record Fromage(Schedule learningRate) implements Optimizer {
  /// With a rate that stays.
  public static Fromage of(double rate) {
    return new Fromage(Schedule.constant(rate));
  }

  @Override
  public List<Transform> transforms() {
    return List.of(new TrustRatio(1, 0, false), this::change);
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  private Tensor change(Tensor direction, Update update) {
    Tensor rate = update.rate();
    Tensor length = rate.square().plus(1).squareRoot();
    Tensor shorter = update.graph().constant(1).dividedBy(length);
    Tensor pull = update.parameter().times(shorter.subtractedFrom(1));
    return direction.times(rate.times(shorter)).plus(pull);
  }
}
