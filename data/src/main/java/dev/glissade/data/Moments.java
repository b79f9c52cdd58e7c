package dev.glissade.data;

/// Mean and standard deviation of numbers, in two passes; the scale of numbers that are all equal
/// is 1.
///
/// @param mean the arithmetic mean; 0 if there is no number
/// @param scale the biased standard deviation, `sqrt(mean((x - mean)²))`; 1 where it would be 0
record Moments(double mean, double scale) {
  /// The moments of the values in these rows; `NaN`s are left out.
  static Moments of(double[] values, int[] rows) {
    double sum = 0;
    int count = 0;
    double smallest = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (int row : rows) {
      double value = values[row];
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
      }
    }
    if (count == 0) {
      return new Moments(0, 1);
    }
    // A mean of equal numbers may differ from them by rounding; their scale must not be that
    // rounding.
    if (smallest == largest) {
      return new Moments(smallest, 1);
    }
    double mean = sum / count;
    double squares = 0;
    for (int row : rows) {
      double value = values[row];
      if (!Double.isNaN(value)) {
        squares += (value - mean) * (value - mean);
      }
    }
    double scale = Math.sqrt(squares / count);
    return new Moments(mean, scale > 0 ? scale : 1);
  }
}
