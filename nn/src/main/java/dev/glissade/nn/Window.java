package dev.glissade.nn;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;

/// How a window goes over one axis of an image: `size` elements, `dilation` apart, which begin
/// `stride` after those of the window before, in an axis with `before` and `after` elements of
/// padding. In `isCeiling` a last window may reach beyond the padding, if it begins within the axis
/// or the padding before it.
public record Window(int size, int stride, int dilation, int before, int after, boolean isCeiling) {
  /// Checks the numbers.
  public Window {
    if (size < 1 || stride < 1 || dilation < 1 || before < 0 || after < 0) {
      throw new IllegalArgumentException(
          "window: expected positive size, stride and dilation and no negative padding, but got size=%d, stride=%d, dilation=%d, padding=%d, %d"
              .formatted(size, stride, dilation, before, after));
    }
  }

  /// With the same padding on both sides.
  public static Window of(int size, int stride, int padding) {
    return new Window(size, stride, 1, padding, padding, false);
  }

  /// From the first to the last element.
  int span() {
    return dilation * (size - 1) + 1;
  }

  /// How many windows an axis of this extent has.
  ///
  /// @throws ShapeException if it has none
  public int count(int extent) {
    int room = extent + before + after - span();
    if (room < 0) {
      throw new ShapeException(
          "window: expected an extent of at least %d, but got %d"
              .formatted(span() - before - after, extent));
    }
    int count = (isCeiling ? Math.ceilDiv(room, stride) : room / stride) + 1;
    return isCeiling && (count - 1) * stride >= extent + before ? count - 1 : count;
  }

  /// `x` with the padding along an axis, and as many more elements that each of `size` offsets has
  /// a whole number of strides behind it.
  Tensor padded(Tensor x, int axis, double value) {
    int extent = x.shape().extent(axis);
    int whole = dilation * (size - 1) + count(extent) * stride;
    int behind = Math.max(0, whole - before - extent);
    Tensor y = before == 0 ? x : joined(axis, filled(x, axis, before, value), x);
    return behind == 0 ? y : joined(axis, y, filled(x, axis, behind, value));
  }

  private static Tensor filled(Tensor x, int axis, int extent, double value) {
    return x.graph().constant(value).broadcast(x.shape().with(axis, extent));
  }

  private static Tensor joined(int axis, Tensor a, Tensor b) {
    return a.graph().add(new Op.Concatenate(axis), a, b);
  }

  /// Element `index` of every window: of the padded `x`, every `stride`-th along the axis.
  Tensor element(Tensor padded, int axis, int index, int count) {
    int from = index * dilation;
    Tensor slice = padded.slice(axis, from, from + count * stride);
    if (stride == 1) {
      return slice;
    }
    Shape shape = slice.shape();
    int[] split = new int[shape.rank() + 1];
    for (int i = 0; i < split.length; i++) {
      split[i] =
          i < axis
              ? shape.extent(i)
              : i == axis ? count : i == axis + 1 ? stride : shape.extent(i - 1);
    }
    Tensor first = slice.reshape(Shape.of(split)).slice(axis + 1, 0, 1);
    return first.reshape(shape.with(axis, count));
  }
}
