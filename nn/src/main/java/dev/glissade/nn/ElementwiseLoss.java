package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// A loss of each element of the output and the element of the targets in its place: targets have
/// the shape of the output, and so have the losses before they are reduced.
public interface ElementwiseLoss extends Loss {
  /// The loss of each element.
  Tensor values(Tensor output, Tensor targets);

  @Override
  default Shape targets(Shape output) {
    return output;
  }

  @Override
  default Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Losses.checkTargets(this, output, targets);
    return Loss.reduce(values(output, targets), reduction);
  }
}
