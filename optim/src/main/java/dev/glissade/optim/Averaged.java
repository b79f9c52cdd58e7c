package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// An optimiser beside whose parameters a moving average of them is kept, in the slot `ema`:
/// `e ← β e + (1 - β) θ` after each step. It changes nothing about the training.
public record Averaged(Optimizer inner, double beta, Beginning beginning) implements Optimizer {
  /// What the average is before the first step.
  public enum Beginning {
    /// The first parameters: Optax' `incremental_update`.
    PARAMETERS,
    /// Whatever, since after the first step it is the parameters: Keras' `use_ema`.
    FIRST_STEP,
    /// 0, in the slot `ema-from-zero`, to be divided by `1 - Πβ` where it is read: Optax' `ema`.
    ZERO
  }

  /// Checks β.
  public Averaged {
    Betas.check("average-beta", beta);
  }

  @Override
  public Schedule learningRate() {
    return inner.learningRate();
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  @Override
  public List<Transform> transforms() {
    return inner.scaled().after(this::keep).transforms();
  }

  private Tensor keep(Tensor change, Update update) {
    Tensor theta = update.parameter().minus(change);
    Tensor b = update.knob("average-beta", beta);
    String slot = beginning == Beginning.ZERO ? "ema-from-zero" : "ema";
    Tensor before =
        switch (beginning) {
          case PARAMETERS -> update.slot(slot, update.parameter());
          case FIRST_STEP -> update.slot(slot, theta);
          case ZERO -> update.slot(slot);
        };
    update.set(slot, b.times(before).plus(b.subtractedFrom(1).times(theta)));
    return change;
  }
}
