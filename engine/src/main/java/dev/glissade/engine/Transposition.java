package dev.glissade.engine;

import java.util.List;

/// A change of the order of axes, prepared for one shape.
final class Transposition {
  private final int[] extents;
  private final int[] strides;

  Transposition(Shape shape, List<Integer> order) {
    int rank = order.size();
    int[] original = new int[rank];
    for (int axis = rank - 1, product = 1; axis >= 0; axis--) {
      original[axis] = product;
      product *= shape.extent(axis);
    }
    extents = new int[rank];
    strides = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      extents[axis] = shape.extent(order.get(axis));
      strides[axis] = original[order.get(axis)];
    }
  }

  /// The number of rows (along the last axis) of the result.
  int rows() {
    int rows = 1;
    for (int axis = 0; axis < extents.length - 1; axis++) {
      rows *= extents[axis];
    }
    return rows;
  }

  /// Fills rows `[from, to)` of the result.
  void copy(float[] y, int yAt, float[] x, int xAt, int from, int to) {
    int last = extents.length - 1;
    int columns = last < 0 ? 1 : extents[last];
    int stride = last < 0 ? 0 : strides[last];
    for (int row = from; row < to; row++) {
      int rest = row;
      int at = xAt;
      for (int axis = last - 1; axis >= 0; axis--) {
        at += rest % extents[axis] * strides[axis];
        rest /= extents[axis];
      }
      int out = yAt + row * columns;
      for (int j = 0; j < columns; j++) {
        y[out + j] = x[at + j * stride];
      }
    }
  }
}
