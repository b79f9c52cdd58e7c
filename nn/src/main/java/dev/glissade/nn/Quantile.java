package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `max(q e, (q - 1) e)` with `e = target - output`: the output becomes the quantile `q` of the
/// targets (Koenker and Bassett 1978); also called pinball loss. The slope at 0 is the mean of
/// those on both sides.
public record Quantile(double q) implements ElementwiseLoss {
  /// Checks the quantile.
  public Quantile {
    if (!(q > 0 && q < 1)) {
      throw new IllegalArgumentException("Quantile: expected 0 < q < 1, but got q=" + q);
    }
  }

  /// The median.
  public static Quantile of() {
    return new Quantile(0.5);
  }

  @Override
  public Tensor values(Tensor output, Tensor targets) {
    Tensor error = targets.minus(output);
    return error.times(q).maximum(error.times(q - 1));
  }
}
