package dev.glissade.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The parts of divided data, and the preprocessing that was fitted on the first of them.
///
/// @param train what a network learns from; never empty
/// @param validation what decides when to stop; may be empty
/// @param test what says how good the result is; may be empty
/// @param preprocessing how the parts were encoded
public record Splits(Dataset train, Dataset validation, Dataset test, Preprocessing preprocessing) {

  /// Checks that the parts fit together.
  public Splits {
    if (train.isEmpty()) {
      throw DataException.expected("Splits", "at least one example for training", "none");
    }
    check("validation", train, validation);
    check("test", train, test);
  }

  /// Parts of data in memory, used as they are.
  public static Splits of(Dataset train, Dataset validation, Dataset test) {
    return new Splits(
        train,
        validation,
        test,
        new NoPreprocessing(IntStream.of(train.featureShape()).boxed().toList(), train.task()));
  }

  static Splits of(Dataset whole, int[][] parts, Preprocessing preprocessing) {
    return new Splits(
        whole.subset(parts[0]), whole.subset(parts[1]), whole.subset(parts[2]), preprocessing);
  }

  private static void check(String name, Dataset train, Dataset part) {
    if (!Arrays.equals(train.featureShape(), part.featureShape())) {
      throw DataException.expected(
          "Splits",
          "features of shape " + Arrays.toString(train.featureShape()) + " as for training",
          Arrays.toString(part.featureShape()) + " for " + name);
    }
    if (!train.task().equals(part.task())) {
      throw DataException.expected(
          "Splits", "one task for all parts", "another for " + name + " than for training");
    }
  }
}
