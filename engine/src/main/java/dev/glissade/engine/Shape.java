package dev.glissade.engine;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The extents of a tensor, outermost first; `[]` is a scalar. Elements are stored row by row. An
/// extent may be 0.
public final class Shape {
  /// The shape of a scalar.
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] extents;
  private final int size;

  private Shape(int[] extents) {
    this.extents = extents;
    long product = 1;
    for (int extent : extents) {
      if (extent < 0) {
        throw new ShapeException(
            "shape: expected extents of at least 0, but got " + Arrays.toString(extents));
      }
      product *= extent;
      if (product > Integer.MAX_VALUE) {
        throw new ShapeException(
            "shape: expected at most 2147483647 elements, but got " + Arrays.toString(extents));
      }
    }
    this.size = (int) product;
  }

  /// A shape with these extents.
  public static Shape of(int... extents) {
    return extents.length == 0 ? SCALAR : new Shape(extents.clone());
  }

  /// The number of axes.
  public int rank() {
    return extents.length;
  }

  /// The number of elements.
  public int size() {
    return size;
  }

  /// The extent of an axis; a negative axis counts from the end.
  public int extent(int axis) {
    return extents[axis < 0 ? extents.length + axis : axis];
  }

  /// All extents, as a copy.
  public int[] extents() {
    return extents.clone();
  }

  /// The number of elements of the axes `[from, to)`; 1 if there are none.
  public int size(int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= extents[axis];
    }
    return product;
  }

  /// This shape without one axis.
  public Shape without(int axis) {
    int[] rest = new int[extents.length - 1];
    for (int i = 0, j = 0; i < extents.length; i++) {
      if (i != axis) {
        rest[j++] = extents[i];
      }
    }
    return of(rest);
  }

  /// This shape with another extent on one axis.
  public Shape with(int axis, int extent) {
    int[] changed = extents.clone();
    changed[axis < 0 ? extents.length + axis : axis] = extent;
    return of(changed);
  }

  /// This shape with one more axis in front.
  public Shape prepend(int extent) {
    int[] longer = new int[extents.length + 1];
    longer[0] = extent;
    System.arraycopy(extents, 0, longer, 1, extents.length);
    return of(longer);
  }

  /// The shape without its outermost axis.
  public Shape tail() {
    return of(Arrays.copyOfRange(extents, 1, extents.length));
  }

  /// Whether a tensor of this shape can be repeated to fill `target` by NumPy's rule: axes are
  /// aligned at the end, and each is equal or 1.
  public boolean broadcastsTo(Shape target) {
    int shift = target.rank() - rank();
    if (shift < 0) {
      return false;
    }
    for (int axis = 0; axis < rank(); axis++) {
      if (extents[axis] != 1 && extents[axis] != target.extents[axis + shift]) {
        return false;
      }
    }
    return true;
  }

  /// The smallest shape that both broadcast to, by NumPy's rule.
  ///
  /// @throws ShapeException naming `operation` if there is none
  public static Shape broadcast(String operation, Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] result = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int x = i <= a.rank() ? a.extents[a.rank() - i] : 1;
      int y = i <= b.rank() ? b.extents[b.rank() - i] : 1;
      if (x != y && x != 1 && y != 1) {
        throw new ShapeException(
            operation + ": expected shapes that broadcast together, but got " + a + " and " + b);
      }
      result[rank - i] = x == 1 ? y : x;
    }
    return of(result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(extents, that.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /// As in `[128, 10]`.
  @Override
  public String toString() {
    return Arrays.stream(extents)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
