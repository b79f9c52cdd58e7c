package dev.glissade.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Values of one quantity, at least one, in rising order.
public record Sample(List<Double> values) {
  /// Sorts them.
  public Sample {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("sample: expected at least one value, but got none");
    }
    values = values.stream().sorted().toList();
  }

  static Sample of(double... values) {
    return new Sample(Arrays.stream(values).boxed().toList());
  }

  /// All of them, changed.
  Sample map(DoubleUnaryOperator change) {
    return new Sample(values.stream().map(change::applyAsDouble).toList());
  }

  /// How many.
  public int size() {
    return values.size();
  }

  /// The smallest.
  public double min() {
    return values.getFirst();
  }

  /// The largest.
  public double max() {
    return values.getLast();
  }

  /// The middle one; the mean of the two middle ones of an even number.
  public double median() {
    int half = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(half)
        : (values.get(half - 1) + values.get(half)) / 2;
  }
}
