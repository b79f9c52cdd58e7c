package dev.glissade.nn;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Learned vectors for whole numbers: `y = W[x]`, `x [batch, …] -> y [batch, …, width]`,
/// `W [rows, width]`. The gradients of rows that occur more than once add up. A number outside of
/// `[0, rows)` gives zeros.
///
/// The row `padding`, if it is not negative, learns nothing, as PyTorch's `padding_idx`; its first
/// values are like the others', where PyTorch has zeros.
public record Embedding(int rows, int width, int padding, Initializer initializer)
    implements Layer {
  /// Checks the sizes.
  public Embedding {
    if (rows < 1 || width < 1 || padding >= rows) {
      throw new IllegalArgumentException(
          "Embedding: expected positive rows and width and a padding below rows, but got rows=%d, width=%d, padding=%d"
              .formatted(rows, width, padding));
    }
  }

  /// `rows` vectors of `width` numbers, all of which learn; normal first values of variance 1, as
  /// in PyTorch.
  public static Embedding of(int rows, int width) {
    return new Embedding(rows, width, -1, new Initializer.Scaled(rows, Initializer.Fan.IN, true));
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Tensor weight = scope.parameter("weight", Shape.of(rows, width), Role.WEIGHT, initializer);
    Tensor table = padding < 0 ? weight : withFixedRow(weight);
    Tensor flat = x.reshape(Shape.of(x.shape().size()));
    Tensor y = x.graph().add(new Op.OneHot(rows), flat).matMul(table);
    int[] extents = Arrays.copyOf(x.shape().extents(), x.shape().rank() + 1);
    extents[x.shape().rank()] = width;
    return y.reshape(Shape.of(extents));
  }

  private Tensor withFixedRow(Tensor weight) {
    List<Tensor> parts = new ArrayList<>();
    if (padding > 0) {
      parts.add(weight.slice(0, 0, padding));
    }
    parts.add(weight.slice(0, padding, padding + 1).detach());
    if (padding + 1 < rows) {
      parts.add(weight.slice(0, padding + 1, rows));
    }
    return weight.graph().add(new Op.Concatenate(0), parts.toArray(Tensor[]::new));
  }
}
