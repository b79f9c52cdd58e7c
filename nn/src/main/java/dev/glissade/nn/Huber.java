package dev.glissade.nn;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;

/// `e² / 2` for errors `e` up to `delta`, `delta (|e| - delta / 2)` beyond (Huber 1964), averaged
/// over all elements. `SmoothL1` is this divided by `delta`.
public record Huber(double delta) implements ElementwiseLoss {
  /// Checks δ.
  public Huber {
    if (!(delta > 0 && delta <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("Huber: delta must be positive, but got delta=" + delta);
    }
  }

  /// With `delta` 1.
  public static Huber of() {
    return new Huber(1);
  }

  @Override
  public Tensor values(Tensor output, Tensor targets) {
    Tensor error = output.minus(targets).map(UnaryFunction.ABSOLUTE);
    Tensor near = error.minimum(delta);
    return near.square().times(0.5).plus(error.minus(near).times(delta));
  }
}
