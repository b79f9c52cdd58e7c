package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// `max(1 + max((1 - t) x) - Σ t x, 0)` over the classes: how far the largest output of another
/// class comes within 1 of the own. Outputs and targets `[batch, …, classes]`, a target is a row
/// with a single 1. As in Keras, whose `CategoricalHinge` it is, the own class takes part in the
/// maximum with 0.
public record CategoricalHinge() implements Loss {
  /// The loss.
  public static CategoricalHinge of() {
    return new CategoricalHinge();
  }

  @Override
  public Shape targets(Shape output) {
    return output;
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Losses.checkTargets(this, output, targets);
    int last = output.shape().rank() - 1;
    Tensor other = targets.subtractedFrom(1).times(output).max(last);
    Tensor own = Losses.rowSum(targets.times(output));
    return Loss.reduce(Losses.positivePart(other.minus(own).plus(1)), reduction);
  }
}
