package dev.glissade.data;

import java.util.List;
import java.util.stream.IntStream;

/// Random access to examples: features and targets as `float`s. Immutable, and safe to read from
/// several threads.
public interface Dataset {
  /// How many examples.
  int size();

  /// The shape of one example's features, outermost extent first.
  int[] featureShape();

  /// What is to be predicted.
  Task task();

  /// Writes the features of an example to `out`, from `offset` on. Allocates nothing.
  void features(int example, float[] out, int offset);

  /// Writes the targets of an example to `out`, from `offset` on: the index of its class, or its
  /// numbers; `NaN` where a target is not known. Allocates nothing.
  void targets(int example, float[] out, int offset);

  /// Whether there is no example.
  default boolean isEmpty() {
    return size() == 0;
  }

  /// How many features an example has: the product of the shape.
  default int featureCount() {
    return IntStream.of(featureShape()).reduce(1, Math::multiplyExact);
  }

  /// How many values `targets` writes.
  default int targetWidth() {
    return task().targetWidth();
  }

  /// Where an example came from, for messages: `adult.csv:17` or `example 3`.
  default String position(int example) {
    return "example " + (example + 1);
  }

  /// These examples, in this order; an example may occur more than once.
  default Dataset subset(int[] rows) {
    return SubsetDataset.of(this, rows);
  }

  /// Examples in memory with the index of their class.
  static Dataset of(float[][] x, int[] labels, List<String> classes) {
    return ArrayDataset.of(x, labels, new Task.Classification(classes));
  }

  /// Examples in memory with one number each to be predicted, used as they are.
  static Dataset of(float[][] x, float[] y) {
    float[][] targets = new float[y.length][];
    for (int i = 0; i < y.length; i++) {
      targets[i] = new float[] {y[i]};
    }
    return of(x, targets);
  }

  /// Examples in memory with several numbers each to be predicted, used as they are.
  static Dataset of(float[][] x, float[][] y) {
    return ArrayDataset.of(x, y);
  }
}
