package dev.glissade.data;

import java.util.List;

/// Data that can be divided into parts for training, validation and test.
public interface Source {
  /// What it is called, for people.
  String name();

  /// What is to be predicted.
  Task task();

  /// Why it is this task, as a sentence for people.
  String taskReason();

  /// How many examples, all parts together.
  int size();

  /// SHA-256 of the content, in hexadecimal digits.
  String fingerprint();

  /// What a report says of the columns; empty if there are none.
  List<ColumnSummary> columns();

  /// Divides the data and fits preprocessing on the training part.
  ///
  /// The fractions must sum to 1; those of validation and test may be 0, and the part is empty
  /// then. Equal seeds give equal parts. For classification every part gets its share of every
  /// class.
  Splits split(double train, double validation, double test, long seed);

  /// Divides the data with seed 0.
  default Splits split(double train, double validation, double test) {
    return split(train, validation, test, 0);
  }

  /// Data in memory, used as it is.
  static Source of(String name, Dataset dataset) {
    return new DatasetSource(name, dataset);
  }
}
