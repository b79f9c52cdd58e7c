package dev.glissade.testkit;

/// Comparison of numbers under the rule `|a - b| <= tolerance · (1 + |b|)`; two NaNs are equal, and
/// so are infinities of one sign.
public final class Comparison {
  private Comparison() {}

  /// The largest `|a - b| / (1 + |b|)`; infinite where only one is NaN or infinite.
  public static double difference(double[] actual, double[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(
          "compare: expected %d values, but got %d".formatted(expected.length, actual.length));
    }
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      worst = Math.max(worst, difference(actual[i], expected[i]));
    }
    return worst;
  }

  private static double difference(double a, double b) {
    if (Double.compare(a, b) == 0 || a == b) {
      return 0;
    }
    double distance = Math.abs(a - b) / (1 + Math.abs(b));
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  /// Fails naming `what` unless all values agree.
  public static void assertClose(
      String what, double[] actual, double[] expected, double tolerance) {
    if (actual.length != expected.length) {
      throw new AssertionError(
          "%s: expected %d values, but got %d".formatted(what, expected.length, actual.length));
    }
    for (int i = 0; i < actual.length; i++) {
      if (!(difference(actual[i], expected[i]) <= tolerance)) {
        throw new AssertionError(
            "%s: expected %s at [%d], but got %s (tolerance %s)"
                .formatted(what, expected[i], i, actual[i], tolerance));
      }
    }
  }

  /// The same numbers in double.
  public static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /// The numbers rounded to float.
  public static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
