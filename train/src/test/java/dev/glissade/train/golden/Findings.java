package dev.glissade.train.golden;

import dev.glissade.testkit.Arithmetic;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What comparing one file in one arithmetic has found: the largest difference, the first number
/// that is too far away, and whether every expected number was looked at.
final class Findings {
  private final GoldenFile file;
  private final Arithmetic arithmetic;
  private final double tolerance;
  private final Map<String, Integer> compared = new TreeMap<>();
  private double largest;
  private String failure = "";

  Findings(GoldenFile file, Arithmetic arithmetic) {
    this.file = file;
    this.arithmetic = arithmetic;
    this.tolerance = file.tolerance(arithmetic.isSingle() ? "float32" : "float64");
  }

  /// Compares with the numbers at a path below `expected`.
  void compare(double[] actual, Object... path) {
    compareWithin(tolerance, actual, path);
  }

  /// The same with a limit that the file gives for these numbers in particular.
  void compareWithin(double limit, double[] actual, Object... path) {
    double[] expected = expected(path);
    compare(Arrays.toString(path), new Limit(limit, 1, 0), actual, expected);
  }

  /// Compares relatively: `|a - b| <= tolerance · |b|`. In `float` the smallest step of a
  /// subnormal number comes on top, since no rounding can do better there.
  void compareRelatively(double[] actual, Object... path) {
    double step = arithmetic.isSingle() ? Float.MIN_VALUE : 0;
    Limit relative = new Limit(tolerance, 0, step);
    compare(Arrays.toString(path), relative, actual, expected(path));
  }

  /// Compares with numbers that are in the file, but not below `expected`.
  void compareInformation(String what, double[] actual, double[] expected) {
    compare(what, new Limit(tolerance, 1, 0), actual, expected);
  }

  /// Accepts `|a - b| - free <= tolerance · (unit + |b|)`.
  private record Limit(double tolerance, double unit, double free) {}

  private void compare(String what, Limit limit, double[] actual, double[] expected) {
    if (actual.length != expected.length) {
      fail("%s: expected %d numbers, but got %d".formatted(what, expected.length, actual.length));
      return;
    }
    for (int i = 0; i < actual.length; i++) {
      double distance = Math.max(0, Math.abs(actual[i] - expected[i]) - limit.free);
      double difference = distance == 0 ? 0 : distance / (limit.unit + Math.abs(expected[i]));
      largest = Math.max(largest, difference);
      if (!(difference <= limit.tolerance)) {
        fail(
            "%s: expected %s at [%d], but got %s (difference %.3g, tolerance %s)"
                .formatted(what, expected[i], i, actual[i], difference, limit.tolerance));
      }
    }
  }

  private void fail(String message) {
    failure = failure.isEmpty() ? message : failure;
  }

  private double[] expected(Object... path) {
    double[] numbers = file.numbers(below(path));
    compared.put(Arrays.toString(path), numbers.length);
    return numbers;
  }

  private static Object[] below(Object... path) {
    Object[] whole = new Object[path.length + 1];
    whole[0] = "expected";
    System.arraycopy(path, 0, whole, 1, path.length);
    return whole;
  }

  /// Numbers below `expected` that are inputs, for example the steps of a schedule.
  double[] given(Object... path) {
    return expected(path);
  }

  /// Why the file fails, empty if it does not; also if an expected number was not compared.
  Optional<String> failure() {
    long all = count(file.at("expected"));
    long seen = compared.values().stream().mapToLong(Integer::longValue).sum();
    if (failure.isEmpty() && seen != all) {
      fail(
          "expected all %d numbers to be compared, but got %d: %s"
              .formatted(all, seen, compared.keySet()));
    }
    return failure.isEmpty() ? Optional.empty() : Optional.of(arithmetic.name() + " " + failure);
  }

  private static long count(JsonNode node) {
    return node.isContainer() ? node.valueStream().mapToLong(Findings::count).sum() : 1;
  }

  /// The largest difference so far.
  double largest() {
    return largest;
  }

  /// Whether numbers were rounded to `float`.
  boolean isSingle() {
    return arithmetic.isSingle();
  }

  /// As in `float32 plain: largest difference 1.2e-07, tolerance 1.0E-5`.
  @Override
  public String toString() {
    return "%s: largest difference %.2g, tolerance %s"
        .formatted(arithmetic.name(), largest, tolerance);
  }
}
