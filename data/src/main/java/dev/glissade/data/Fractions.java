package dev.glissade.data;

/// How data is divided into a training, a validation and a test part.
///
/// @param train at least something
/// @param validation may be 0
/// @param test may be 0
record Fractions(double train, double validation, double test) {
  Fractions {
    check("training", train);
    check("validation", validation);
    check("test", test);
    double sum = train + validation + test;
    if (Math.abs(sum - 1) > 1e-9) {
      throw DataException.expected(
          "split",
          "fractions that sum to 1",
          train + " + " + validation + " + " + test + " = " + sum);
    }
    if (train == 0) {
      throw DataException.expected("split", "a training fraction above 0", "0.0");
    }
  }

  double get(int part) {
    return part == 0 ? train : part == 1 ? validation : test;
  }

  private static void check(String part, double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw DataException.expected(
          "split", "a " + part + " fraction from 0 to 1", Double.toString(fraction));
    }
  }
}
