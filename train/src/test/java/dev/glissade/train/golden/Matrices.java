package dev.glissade.train.golden;

import dev.glissade.engine.Shape;

/// Layouts: torch's weights are `[out, in]`, ours `[in, out]`.
final class Matrices {
  private Matrices() {}

  /// The transpose of a matrix of this shape; anything that is not a matrix stays as it is.
  static double[] transpose(double[] values, Shape shape) {
    if (shape.rank() != 2) {
      return values;
    }
    int rows = shape.extent(0);
    int columns = shape.extent(1);
    double[] turned = new double[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = values[i * columns + j];
      }
    }
    return turned;
  }

  /// A matrix of ours, whose transpose has this shape.
  static double[] transposeBack(double[] values, Shape shape) {
    return shape.rank() == 2
        ? transpose(values, Shape.of(shape.extent(1), shape.extent(0)))
        : values;
  }
}
