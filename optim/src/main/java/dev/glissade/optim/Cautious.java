package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Another optimiser that moves only those parameters whose direction `d` agrees with the gradient
/// (Liang et al. 2024): `d · [d g > 0] / max(share, 1e-3)`, `share` the part of a parameter's
/// elements that move, so that the step is as long as before.
public record Cautious(Optimizer inner) implements Optimizer {
  private static final double LEAST_SHARE = 1e-3;

  @Override
  public Schedule learningRate() {
    return inner.learningRate();
  }

  @Override
  public boolean isScaled() {
    return inner.isScaled();
  }

  @Override
  public List<Transform> transforms() {
    return List.of(Jointly.of(this::agreeing));
  }

  private List<Tensor> agreeing(List<Tensor> gradients, List<Update> updates) {
    List<Tensor> directions = Jointly.through(inner.transforms(), gradients, updates);
    List<Tensor> result = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      Tensor agrees = directions.get(i).times(gradients.get(i)).greater(0);
      Tensor weight = updates.get(i).each(agrees, (part, _) -> weight(part));
      result.add(directions.get(i).times(weight));
    }
    return result;
  }

  private static Tensor weight(Tensor agrees) {
    return agrees.dividedBy(agrees.mean().maximum(LEAST_SHARE));
  }
}
