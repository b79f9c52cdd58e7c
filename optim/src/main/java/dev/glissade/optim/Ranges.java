package dev.glissade.optim;

/// Checks of the numbers that schedules are made of.
final class Ranges {
  private Ranges() {}

  static void requireFinite(String schedule, String name, double value) {
    if (!(value >= 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%s: expected a finite %s of at least 0, but got %s".formatted(schedule, name, value));
    }
  }

  static void requirePositive(String schedule, String name, double value) {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%s: expected a positive %s, but got %s".formatted(schedule, name, value));
    }
  }
}
