package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Another optimiser that also keeps an average of the parameters, in the slots `average`. The
/// steps are those of the other one; the average is what should be evaluated and kept.
public record Averaged(Optimizer inner, WeightAverage average) implements Optimizer {
  /// The slots of averages begin with this name; optimisers that average by themselves use it too.
  public static final String SLOT = "average";

  @Override
  public List<Transform> transforms() {
    return inner.transforms();
  }

  @Override
  public Schedule learningRate() {
    return inner.learningRate();
  }

  @Override
  public boolean isScaled() {
    return inner.isScaled();
  }

  @Override
  public Optimizer before(Transform transform) {
    return new Averaged(inner.before(transform), average);
  }

  @Override
  public Optimizer after(Transform transform) {
    return new Averaged(inner.after(transform), average);
  }

  /// @throws IllegalArgumentException if the other optimiser has averages of its own
  @Override
  public List<Tensor> apply(List<Tensor> gradients, List<Update> updates) {
    List<Tensor> values = inner.apply(gradients, updates);
    for (int i = 0; i < updates.size(); i++) {
      Update update = updates.get(i);
      if (update.hasSlot(SLOT)) {
        throw new IllegalArgumentException(
            "average: expected an optimiser without an average of its own, but got %s — help: leave out the average, and its own is evaluated and kept"
                .formatted(inner));
      }
      update.set(
          SLOT, moved(update.slot(SLOT, update.parameter()), values.get(i), average.share(update)));
    }
    return values;
  }

  /// `a + c (θ - a)`, which leaves a constant as it is, and is θ where c is 1.
  private static Tensor moved(Tensor a, Tensor theta, Tensor share) {
    return share.subtractedFrom(1).greater(0).select(a.plus(theta.minus(a).times(share)), theta);
  }
}
