package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;

/// `e² / 2` for errors `e` up to `delta`, `delta (|e| - delta / 2)` beyond (Huber 1964), averaged
/// over all elements.
public record Huber(double delta) implements Loss {
  /// Checks δ.
  public Huber {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("Huber: delta must be positive, but got delta=" + delta);
    }
  }

  /// With `delta` 1.
  public static Huber of() {
    return new Huber(1);
  }

  @Override
  public Shape targets(Shape output) {
    return output;
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Losses.checkEqualShapes("huber", output, targets);
    Tensor error = output.minus(targets).map(UnaryFunction.ABSOLUTE);
    Tensor near = error.minimum(delta);
    Tensor losses = near.square().times(0.5).plus(error.minus(near).times(delta));
    return Loss.reduce(losses, reduction);
  }
}
