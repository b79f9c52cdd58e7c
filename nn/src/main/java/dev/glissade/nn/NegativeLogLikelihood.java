package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// `-x[class]` for outputs `[batch, …, classes]` that are logarithms of probabilities, and class
/// indices as targets. `SoftmaxCrossEntropy` is this behind a log-softmax, in one operation. An
/// index outside of the classes gives no loss and does not count in the mean. PyTorch: `nll_loss`.
public record NegativeLogLikelihood() implements Loss {
  /// The loss.
  public static NegativeLogLikelihood of() {
    return new NegativeLogLikelihood();
  }

  @Override
  public Shape targets(Shape output) {
    return Losses.indices(output);
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Tensor hard = Losses.oneHot(this, output, targets);
    Tensor values = Losses.rowSum(output.times(hard)).negate();
    return reduction == Reduction.MEAN
        ? values.sum().dividedBy(hard.sum())
        : Loss.reduce(values, reduction);
  }
}
