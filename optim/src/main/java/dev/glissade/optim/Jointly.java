package dev.glissade.optim;

import dev.glissade.engine.Op;
import dev.glissade.engine.Tensor;
import java.util.List;
import java.util.function.BiFunction;

/// A transform that looks at the gradients of all blocks together.
record Jointly(BiFunction<List<Tensor>, List<Update>, List<Tensor>> function) implements Transform {
  static Transform of(BiFunction<List<Tensor>, List<Update>, List<Tensor>> function) {
    return new Jointly(function);
  }

  @Override
  public Tensor apply(Tensor gradient, Update update) {
    return applyToAll(List.of(gradient), List.of(update)).getFirst();
  }

  @Override
  public List<Tensor> applyToAll(List<Tensor> gradients, List<Update> updates) {
    return function.apply(gradients, updates);
  }

  /// The Euclidean norm of all of them together.
  static Tensor norm(List<Tensor> all) {
    return all.getFirst().graph().add(new Op.Norm(), all.toArray(Tensor[]::new));
  }

  /// What several transforms, one after the other, make of gradients.
  static List<Tensor> through(
      List<Transform> transforms, List<Tensor> gradients, List<Update> updates) {
    List<Tensor> changed = gradients;
    for (Transform transform : transforms) {
      changed = transform.applyToAll(changed, updates);
    }
    return changed;
  }
}
