package dev.glissade.optim;

import java.util.ArrayList;
import java.util.List;

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019): `θ ← θ - α (adam(g) + λ θ)`.
///
/// As in PyTorch the decay is multiplied by the learning rate; unlike there, `isWeightsOnly` (the
/// default) leaves biases, γ and β alone.
public record AdamW(Adam adam, double weightDecay, boolean isWeightsOnly) implements Optimizer {
  /// Checks the decay.
  public AdamW {
    if (!(weightDecay >= 0 && weightDecay < 1)) {
      throw new IllegalArgumentException(
          "weight-decay: expected 0 <= weight-decay < 1, but got " + weightDecay);
    }
  }

  /// Adam's defaults with a decay of 0.01 on weights.
  public static AdamW of() {
    return new AdamW(Adam.of(), 0.01, true);
  }

  /// With another learning rate.
  public AdamW learningRate(Schedule schedule) {
    return new AdamW(adam.learningRate(schedule), weightDecay, isWeightsOnly);
  }

  @Override
  public Schedule learningRate() {
    return adam.learningRate();
  }

  @Override
  public List<Transform> transforms() {
    List<Transform> all = new ArrayList<>(adam.transforms());
    all.add(
        (direction, update) ->
            isWeightsOnly && !update.block().equals("weight")
                ? direction
                : direction.plus(
                    update.parameter().times(update.knob("weight-decay", weightDecay))));
    return all;
  }
}
