package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;

/// `|output - target|`, averaged over all elements: regression that outliers do not dominate. The
/// slope at 0 is 0.
public record MeanAbsoluteError() implements Loss {
  /// The loss.
  public static MeanAbsoluteError of() {
    return new MeanAbsoluteError();
  }

  @Override
  public Shape targets(Shape output) {
    return output;
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Losses.checkEqualShapes("meanAbsoluteError", output, targets);
    return Loss.reduce(output.minus(targets).map(UnaryFunction.ABSOLUTE), reduction);
  }
}
