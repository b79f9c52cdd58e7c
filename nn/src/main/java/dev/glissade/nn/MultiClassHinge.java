package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;

/// `Σⱼ max(margin - x[class] + x[j], 0)^power / classes` over the other classes `j` (Crammer and
/// Singer 2001): outputs `[batch, …, classes]`, class indices as targets. The slope of the kink is
/// 0. PyTorch: `multi_margin_loss`.
public record MultiClassHinge(int power, double margin) implements Loss {
  /// Checks power and margin.
  public MultiClassHinge {
    Losses.checkPower("MultiClassHinge", power);
    Losses.checkMargin("MultiClassHinge", margin);
  }

  /// With power 1 and margin 1.
  public static MultiClassHinge of() {
    return new MultiClassHinge(1, 1);
  }

  @Override
  public Shape targets(Shape output) {
    return Losses.indices(output);
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Tensor hard = Losses.oneHot(this, output, targets);
    Tensor own = Losses.keptRowSum(output.times(hard));
    Tensor missing = output.minus(own).plus(margin).map(UnaryFunction.RELU);
    Tensor powered = power == 1 ? missing : missing.square();
    Tensor others = powered.times(hard.subtractedFrom(1));
    return Loss.reduce(Losses.rowSum(others).dividedBy(output.shape().extent(-1)), reduction);
  }
}
