package dev.glissade.nn;

import dev.glissade.engine.Tensor;
import java.util.List;

/// The largest element of each window: `x [batch, channels, height, width] -> y [batch, channels,
/// rows, columns]`. Padding never wins. Of equal elements the first, row by row, gets the whole
/// gradient, as in PyTorch; a NaN loses unless it comes first.
public record MaxPool(Windows windows) implements Layer {
  /// Square windows of `size`, one beside the other.
  public static MaxPool of(int size) {
    return of(size, size, 0);
  }

  /// Square windows with this stride and padding.
  public static MaxPool of(int size, int stride, int padding) {
    return new MaxPool(Windows.square(Window.of(size, stride, padding)));
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Windows.checkImages("maxPool", x);
    List<Tensor> elements = windows.elements(x, 2, -Float.MAX_VALUE);
    Tensor largest = elements.getFirst();
    for (Tensor element : elements.subList(1, elements.size())) {
      largest = element.greater(largest).select(element, largest);
    }
    return largest;
  }
}
