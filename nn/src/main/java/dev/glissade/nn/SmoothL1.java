package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `e² / (2 beta)` for errors `e` up to `beta`, `|e| - beta / 2` beyond (Girshick 2015): `Huber`
/// divided by its delta, so that far slopes are 1 whatever `beta` is. PyTorch's `smooth_l1_loss`.
public record SmoothL1(double beta) implements ElementwiseLoss {
  /// Checks β.
  public SmoothL1 {
    Losses.checkPositive("SmoothL1", "beta", beta);
  }

  /// With `beta` 1.
  public static SmoothL1 of() {
    return new SmoothL1(1);
  }

  @Override
  public Tensor values(Tensor output, Tensor targets) {
    return new Huber(beta).values(output, targets).dividedBy(beta);
  }
}
