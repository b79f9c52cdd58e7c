package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.Map;

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

  /// The scalars of the graph that the loss reads, each with its usual value: numbers that may
  /// change between steps.
  default Map<String, Double> knobs() {
    return Map.of();
  }

  /// The name used in messages, for example `meanSquaredError`.
  default String label() {
    String name = getClass().getSimpleName();
    return name.isEmpty() ? "loss" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /// `values` reduced over all elements.
  static Tensor reduce(Tensor values, Reduction reduction) {
    return switch (reduction) {
      case MEAN -> values.mean();
      case BATCH_MEAN -> values.sum().dividedBy(values.shape().extent(0));
      case SUM -> values.sum();
      case NONE -> values;
    };
  }

  /// `Σ w L / Σ w`: the mean of unreduced losses by the weights of the examples, which have the
  /// shape of the losses or one that repeats to it; NaN if all weights are 0.
  static Tensor weightedMean(Tensor values, Tensor weights) {
    Tensor all = weights.broadcast(values.shape());
    return values.times(all).sum().dividedBy(all.sum());
  }
}
