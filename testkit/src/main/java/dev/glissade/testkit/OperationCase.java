package dev.glissade.testkit;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.List;
import java.util.function.Function;

/// One use of an operation: the shapes and ranges of its inputs, and how it is built from them.
///
/// `isSmooth` says whether the derivative may be compared with central differences at random
/// points.
public record OperationCase(
    Op op,
    String name,
    List<Operand> operands,
    Function<List<Tensor>, Tensor> build,
    boolean isSmooth) {
  /// An input with random values, uniform in `[low, high)`; whole numbers if `isWhole`.
  public record Operand(Shape shape, double low, double high, boolean isWhole) {
    /// Uniform in `[-2, 2)`.
    static Operand of(Shape shape) {
      return new Operand(shape, -2, 2, false);
    }

    /// Uniform in `[low, high)`.
    static Operand of(Shape shape, double low, double high) {
      return new Operand(shape, low, high, false);
    }
  }
}
