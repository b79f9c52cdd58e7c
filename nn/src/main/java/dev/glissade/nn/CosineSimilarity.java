package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// `-cos(output, target)` of vectors along the last axis: -1 where they point the same way, 1 where
/// they are opposite. Keras: `CosineSimilarity`.
public record CosineSimilarity() implements Loss {
  private static final double SMALLEST = 1e-12;

  /// The loss.
  public static CosineSimilarity of() {
    return new CosineSimilarity();
  }

  @Override
  public Shape targets(Shape output) {
    return output;
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Losses.checkTargets(this, output, targets);
    Tensor cosine = cosine(output, targets, squares(output).times(squares(targets)));
    return Loss.reduce(cosine.negate(), reduction);
  }

  private static Tensor squares(Tensor x) {
    return Losses.rowSum(x.square()).maximum(SMALLEST);
  }

  /// The cosine of the angle between vectors along the last axis, whose squared lengths have this
  /// product.
  static Tensor cosine(Tensor a, Tensor b, Tensor squares) {
    return Losses.rowSum(a.times(b)).dividedBy(squares.squareRoot());
  }
}
