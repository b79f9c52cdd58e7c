package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Windows over the two axes of an image that begin at axis `axis` of `x`.
public record Windows(Window vertical, Window horizontal) {
  /// Square windows.
  public static Windows square(Window window) {
    return new Windows(window, window);
  }

  /// The elements of all windows: for each place in a window, row by row, what stands there in
  /// every window. Padding counts as `padding`.
  List<Tensor> elements(Tensor x, int axis, double padding) {
    int rows = vertical.count(x.shape().extent(axis));
    int columns = horizontal.count(x.shape().extent(axis + 1));
    Tensor tall = vertical.padded(x, axis, padding);
    Tensor padded = horizontal.padded(tall, axis + 1, padding);
    List<Tensor> elements = new ArrayList<>();
    for (int i = 0; i < vertical.size(); i++) {
      Tensor row = vertical.element(padded, axis, i, rows);
      for (int j = 0; j < horizontal.size(); j++) {
        elements.add(horizontal.element(row, axis + 1, j, columns));
      }
    }
    return elements;
  }

  /// Checks that `x` is `[batch, channels, height, width]`.
  static void checkImages(String layer, Tensor x) {
    Shape shape = x.shape();
    if (shape.rank() != 4) {
      throw new ShapeException(
          layer + ": expected [batch, channels, height, width], but got " + shape);
    }
  }
}
