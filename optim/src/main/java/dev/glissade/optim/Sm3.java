package dev.glissade.optim;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// SM3 (Anil et al. 2019, SM3-II): AdaGrad that keeps of a matrix's squares only the largest of
/// each
/// row and column, so that it remembers `rows + columns` numbers instead of `rows · columns`:
///
/// `s = g² + min(row, column); row ← max over the row of s; column ← max over the column of s;
/// v ← β v + (1 - β) g / √(s + ε); θ ← θ - α v`
///
/// with 0 where `s` is 0. Parameters of one axis keep all squares. As in Optax.
public record Sm3(Schedule learningRate, double beta, double epsilon) implements Optimizer {
  /// Checks β and ε.
  public Sm3 {
    Betas.check("beta", beta);
    Betas.checkEpsilon(epsilon);
  }

  /// With β 0.9 and ε 1e-8.
  public static Sm3 of(double rate) {
    return new Sm3(Schedule.constant(rate), 0.9, 1e-8);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::velocity);
  }

  private Tensor velocity(Tensor g, Update update) {
    Tensor direction = update.each(g, (part, segment) -> direction(part, segment, update));
    return update.average("velocity", direction, update.knob("beta", beta));
  }

  private Tensor direction(Tensor g, Update.Segment segment, Update update) {
    Shape shape = g.shape();
    List<Tensor> covers = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      int[] extents = new int[shape.rank()];
      Arrays.fill(extents, 1);
      extents[axis] = shape.extent(axis);
      Tensor slot = update.slot(name(axis, segment), Shape.of(shape.extent(axis)));
      covers.add(slot.reshape(Shape.of(extents)));
    }
    Tensor squares = g.square().plus(covers.stream().reduce(Tensor::minimum).orElseThrow());
    for (int axis = 0; axis < shape.rank(); axis++) {
      update.set(name(axis, segment), largest(squares, axis));
    }
    Tensor root = squares.plus(epsilon).squareRoot().map(UnaryFunction.RECIPROCAL);
    return squares.greater(0).select(g.times(root), g.times(0));
  }

  private static String name(int axis, Update.Segment segment) {
    return "largest-" + axis + "/" + segment.path();
  }

  /// Of each position along one axis.
  private static Tensor largest(Tensor x, int axis) {
    Tensor result = x;
    for (int other = x.shape().rank() - 1; other >= 0; other--) {
      result = other == axis ? result : result.max(other);
    }
    return result;
  }
}
