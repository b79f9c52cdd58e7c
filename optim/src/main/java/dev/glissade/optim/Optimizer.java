package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// A chain of transforms and a learning rate: `θ ← θ - α · transforms(gradient)`.
///
/// A new optimiser is a record with a few symbolic lines:
///
/// ```java
/// record SignDescent(Schedule learningRate) implements Optimizer {
///   public List<Transform> transforms() {
///     return List.of((gradient, update) -> gradient.map(UnaryFunction.SIGN));
///   }
/// }
/// ```
public interface Optimizer {
  /// What is done to the gradient, in order.
  List<Transform> transforms();

  /// α over time.
  Schedule learningRate();

  /// The same optimiser after clipping all gradients together to a Euclidean norm of at most
  /// `limit`.
  default Optimizer clipNorm(double limit) {
    return clipNorm(limit, Dialect.TEXTBOOK);
  }

  /// The same in the convention of `dialect`.
  default Optimizer clipNorm(double limit, Dialect dialect) {
    return new Clipped(this, new ClipNorm(limit, dialect));
  }

  /// The new values of all blocks of parameters. Slots and knobs are declared in the updates; the
  /// learning rate is the knob `learning-rate`.
  default List<Tensor> apply(List<Tensor> gradients, List<Update> updates) {
    List<Tensor> changed = gradients;
    for (Transform transform : transforms()) {
      changed = transform.applyToAll(changed, updates);
    }
    List<Tensor> result = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      Tensor rate = updates.get(i).knob("learning-rate", 0);
      result.add(updates.get(i).parameter().minus(changed.get(i).times(rate)));
    }
    return result;
  }

  /// An optimiser behind a clip.
  record Clipped(Optimizer inner, ClipNorm clip) implements Optimizer {
    @Override
    public List<Transform> transforms() {
      List<Transform> all = new ArrayList<>(List.of(clip));
      all.addAll(inner.transforms());
      return all;
    }

    @Override
    public Schedule learningRate() {
      return inner.learningRate();
    }
  }
}
