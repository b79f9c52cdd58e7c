package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// `(output - target)²`, averaged over all elements: regression with normal errors.
public record MeanSquaredError() implements Loss {
  /// The loss.
  public static MeanSquaredError of() {
    return new MeanSquaredError();
  }

  @Override
  public Shape targets(Shape output) {
    return output;
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Losses.checkEqualShapes("meanSquaredError", output, targets);
    return Loss.reduce(output.minus(targets).square(), reduction);
  }
}
