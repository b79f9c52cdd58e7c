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

  /// Whether the transforms give the change itself, already multiplied by the learning rate.
  default boolean isScaled() {
    return false;
  }

  /// The same optimiser after clipping all gradients together to a Euclidean norm of at most
  /// `limit`.
  default Optimizer clipNorm(double limit) {
    return clipNorm(limit, Dialect.TEXTBOOK);
  }

  /// The same in the convention of `dialect`.
  default Optimizer clipNorm(double limit, Dialect dialect) {
    return before(new ClipNorm(limit, dialect));
  }

  /// The same optimiser behind another transform of the gradient.
  default Optimizer before(Transform transform) {
    return new Chained(List.of(transform), this, List.of());
  }

  /// The same optimiser, whose result goes through another transform.
  default Optimizer after(Transform transform) {
    return new Chained(List.of(), this, List.of(transform));
  }

  /// The same optimiser, which multiplies by the learning rate before anything that comes after.
  default Optimizer scaled() {
    return isScaled() ? this : new Scaled(this);
  }

  /// The same optimiser with weight decay.
  default Optimizer decay(WeightDecay decay) {
    return decay.of(this);
  }

  /// The same optimiser, after whose update the incoming weights of a unit have a norm of at most
  /// `limit`.
  default Optimizer maxNorm(double limit) {
    return scaled().after(new MaxNorm(limit));
  }

  /// The new values of all blocks of parameters. Slots and knobs are declared in the updates; the
  /// learning rate is the knob `learning-rate`.
  default List<Tensor> apply(List<Tensor> gradients, List<Update> updates) {
    List<Tensor> changed = Jointly.through(transforms(), gradients, updates);
    List<Tensor> result = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      Tensor rate = updates.get(i).rate();
      Tensor change = isScaled() ? changed.get(i) : changed.get(i).times(rate);
      result.add(updates.get(i).parameter().minus(change));
    }
    return result;
  }

  /// An optimiser between other transforms.
  record Chained(List<Transform> first, Optimizer inner, List<Transform> last)
      implements Optimizer {
    /// Keeps copies.
    public Chained {
      first = List.copyOf(first);
      last = List.copyOf(last);
    }

    @Override
    public List<Transform> transforms() {
      List<Transform> all = new ArrayList<>(first);
      all.addAll(inner.transforms());
      all.addAll(last);
      return all;
    }

    @Override
    public Schedule learningRate() {
      return inner.learningRate();
    }

    @Override
    public boolean isScaled() {
      return inner.isScaled();
    }
  }

  /// An optimiser that multiplies by the learning rate itself.
  record Scaled(Optimizer inner) implements Optimizer {
    @Override
    public List<Transform> transforms() {
      List<Transform> all = new ArrayList<>(inner.transforms());
      all.add((direction, update) -> direction.times(update.rate()));
      return all;
    }

    @Override
    public Schedule learningRate() {
      return inner.learningRate();
    }

    @Override
    public boolean isScaled() {
      return true;
    }
  }
}
