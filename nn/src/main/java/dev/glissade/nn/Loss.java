package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// What training makes small: a function of a batch of outputs and targets.
public interface Loss {
  /// The loss of a batch.
  ///
  /// @throws dev.glissade.engine.ShapeException if the targets do not fit the output
  Tensor apply(Tensor output, Tensor targets, Reduction reduction);

  /// The mean loss of a batch, shape `[]`.
  default Tensor apply(Tensor output, Tensor targets) {
    return apply(output, targets, Reduction.MEAN);
  }

  /// How much a batch counts beside others, so that the mean of all of them together is the mean of
  /// their means with these weights, shape `[]`: the examples, unless the loss weighs them.
  default Tensor weight(Tensor output, Tensor targets) {
    return output.graph().constant(output.shape().extent(0));
  }

  /// The shape that targets must have for outputs of this shape.
  Shape targets(Shape output);

  /// `values` reduced over all elements.
  static Tensor reduce(Tensor values, Reduction reduction) {
    return switch (reduction) {
      case MEAN -> values.mean();
      case SUM -> values.sum();
      case NONE -> values;
    };
  }
}
