package dev.glissade.optim;

import dev.glissade.engine.Tensor;

/// Holds the incoming weights of every unit, a column of a matrix `[inputs, units]`, to a Euclidean
/// norm of at most `limit` after the update (Srebro et al. 2005; Srivastava et al. 2014):
/// `w ← w · min(1, limit / ‖w‖)`. Vectors are left alone. The limit is a knob, `max-norm`.
///
/// It takes the change that an optimiser is about to make, already multiplied by the learning rate,
/// so it comes last: `Optimizer.maxNorm`. Up to the rounding of that change, the norm is kept.
/// Keras: `MaxNorm` on axis 0.
public record MaxNorm(double limit) implements Transform {
  /// Checks the limit.
  public MaxNorm {
    Ranges.requirePositive("max-norm", "limit", limit);
  }

  @Override
  public Tensor apply(Tensor change, Update update) {
    Tensor most = update.knob("max-norm", limit);
    return update.each(
        change,
        (part, segment) -> {
          if (segment.shape().rank() != 2) {
            return part;
          }
          Tensor before = update.part(update.parameter(), segment);
          Tensor after = before.minus(part);
          Tensor norms = after.square().sum(0).squareRoot();
          Tensor isLong = norms.minus(most);
          return isLong.select(before.minus(after.times(most.dividedBy(norms))), part);
        });
  }
}
