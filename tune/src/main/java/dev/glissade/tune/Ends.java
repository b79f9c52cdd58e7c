package dev.glissade.tune;

import java.util.List;
import java.util.Set;

/// What the parameters share: checks of their ends, and cells of equal width.
final class Ends {
  private Ends() {}

  static void check(String kind, boolean isGood, double low, double high) {
    if (!isGood || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          kind
              + ": expected ends in order and inside of its scale, but got "
              + low
              + " and "
              + high);
    }
  }

  static void checkCount(String kind, boolean isStep, double count) {
    if (!isStep || !(count <= Param.MOST_VALUES)) {
      throw new IllegalArgumentException(
          kind
              + ": expected a positive step and at most 2^24 values, but got "
              + count
              + " values");
    }
  }

  static List<String> words(String kind, List<String> words) {
    if (words.isEmpty() || Set.copyOf(words).size() < words.size()) {
      throw new IllegalArgumentException(
          kind + ": expected different words, at least one, but got " + words);
    }
    return List.copyOf(words);
  }

  /// Which of `count` cells of equal width a coordinate is in.
  static int cell(double unit, int count) {
    return (int) Math.clamp(Math.floor(unit * count), 0.0, count - 1.0);
  }

  /// The middle of a cell; a negative index says that the parameter cannot have the value.
  static double middle(int index, int count, Param param, Value value) {
    if (index < 0) {
      throw outside(param, value);
    }
    return (index + 0.5) / count;
  }

  static double real(Param param, Value value) {
    if (!(value instanceof Value.Real(double number)) || !param.contains(value)) {
      throw outside(param, value);
    }
    return number;
  }

  static IllegalArgumentException outside(Param param, Value value) {
    return new IllegalArgumentException("value: expected one of " + param + ", but got " + value);
  }
}
