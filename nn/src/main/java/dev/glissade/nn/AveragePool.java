package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The mean of each window: `x [batch, channels, height, width] -> y [batch, channels, rows,
/// columns]`. With `countsPadding` the zeros of the padding are elements like others, PyTorch's
/// default; what lies beyond the padding never counts.
public record AveragePool(Windows windows, boolean countsPadding) implements Layer {
  /// Square windows of `size`, one beside the other.
  public static AveragePool of(int size) {
    return new AveragePool(Windows.square(Window.of(size, size, 0)), true);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Windows.checkImages("averagePool", x);
    List<Tensor> elements = windows.elements(x, 2, 0);
    Tensor sum = elements.getFirst();
    for (Tensor element : elements.subList(1, elements.size())) {
      sum = sum.plus(element);
    }
    int[] rows = counts(windows.vertical(), x.shape().extent(2));
    int[] columns = counts(windows.horizontal(), x.shape().extent(3));
    List<Double> divisors = new ArrayList<>();
    for (int row : rows) {
      for (int column : columns) {
        divisors.add((double) row * column);
      }
    }
    Shape shape = Shape.of(rows.length, columns.length);
    return sum.dividedBy(x.graph().literal(shape, divisors));
  }

  /// How many elements of each window count.
  private int[] counts(Window window, int extent) {
    int[] counts = new int[window.count(extent)];
    for (int i = 0; i < counts.length; i++) {
      int from = i * window.stride() - window.before();
      int to = Math.min(from + window.size(), extent + window.after());
      counts[i] = countsPadding ? to - from : Math.min(to, extent) - Math.max(from, 0);
    }
    return counts;
  }
}
