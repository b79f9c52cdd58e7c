package dev.glissade.tune.store;

import java.sql.Types;

/// A number in a table of Optuna: a value and its kind, since not all databases know infinities.
///
/// @param value a `Double`, or missing where the kind is not `FINITE`
/// @param kind `FINITE`, `INF_POS`, `INF_NEG` or `NAN`
record OptunaNumber(Object value, String kind) {
  private static final Session.Missing NONE = new Session.Missing(Types.DOUBLE);

  static OptunaNumber of(double number) {
    if (Double.isNaN(number)) {
      return new OptunaNumber(NONE, "NAN");
    }
    if (Double.isInfinite(number)) {
      return new OptunaNumber(NONE, number > 0 ? "INF_POS" : "INF_NEG");
    }
    return new OptunaNumber(number, "FINITE");
  }

  /// The number of two columns.
  ///
  /// @throws IllegalArgumentException if the kind is another
  static double read(double value, String kind) {
    return switch (kind) {
      case "FINITE" -> value;
      case "INF_POS" -> Double.POSITIVE_INFINITY;
      case "INF_NEG" -> Double.NEGATIVE_INFINITY;
      case "NAN" -> Double.NaN;
      default ->
          throw new IllegalArgumentException(
              "value: expected FINITE, INF_POS, INF_NEG or NAN, but got " + kind);
    };
  }
}
