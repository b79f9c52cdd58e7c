package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `max(margin - t x, 0)^power` for targets `t` of -1 and 1: a linear or, with power 2, a squared
/// support vector machine (Cortes and Vapnik 1995). The slope of the kink at power 1 is that of the
/// inside, as in PyTorch and TensorFlow.
public record Hinge(int power, double margin) implements ElementwiseLoss {
  /// Checks power and margin.
  public Hinge {
    Losses.checkPower("Hinge", power);
    Losses.checkMargin("Hinge", margin);
  }

  /// With power 1 and margin 1.
  public static Hinge of() {
    return new Hinge(1, 1);
  }

  /// With power 2 and margin 1.
  public static Hinge squared() {
    return new Hinge(2, 1);
  }

  @Override
  public Tensor values(Tensor output, Tensor targets) {
    Tensor missing = Losses.positivePart(targets.times(output).subtractedFrom(margin));
    return power == 1 ? missing : missing.square();
  }
}
