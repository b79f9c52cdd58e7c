package dev.glissade.optim;

import dev.glissade.engine.Tensor;

/// Makes the change of every parameter as long as the parameter itself, times `coefficient`:
/// `u · c ‖θ‖ / (‖u‖ + ε)`, or `u` as it is where a norm is 0 (You et al. 2017).
///
/// @param isMatrixOnly leaves parameters with a single axis alone
public record TrustRatio(double coefficient, double epsilon, boolean isMatrixOnly)
    implements Transform {
  /// Checks the numbers.
  public TrustRatio {
    Ranges.requirePositive("trust-ratio", "coefficient", coefficient);
    Betas.checkEpsilon(epsilon);
  }

  @Override
  public Tensor apply(Tensor direction, Update update) {
    return apply(direction, update, update.parameter());
  }

  /// The same for other parameters `θ`.
  Tensor apply(Tensor direction, Update update, Tensor parameter) {
    Tensor c = update.knob("trust-coefficient", coefficient);
    return update.each(
        direction,
        (part, segment) -> {
          if (isMatrixOnly && segment.shape().rank() < 2) {
            return part;
          }
          Tensor theta = update.part(parameter, segment).norm();
          Tensor norm = part.norm();
          Tensor ratio = theta.times(c).dividedBy(norm.plus(epsilon));
          Tensor isUsable = theta.minimum(norm).greater(0);
          return part.times(isUsable.select(ratio, update.graph().constant(1)));
        });
  }
}
