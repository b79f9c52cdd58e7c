package dev.glissade.nn;

import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;

/// Checks that losses share.
final class Losses {
  private Losses() {}

  static void checkEqualShapes(String loss, Tensor output, Tensor targets) {
    if (!output.shape().equals(targets.shape())) {
      throw new ShapeException(
          "%s: expected targets of shape %s, but got %s"
              .formatted(loss, output.shape(), targets.shape()));
    }
  }
}
