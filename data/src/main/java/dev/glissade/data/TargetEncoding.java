package dev.glissade.data;

import java.util.List;

/// How the target column becomes numbers, and a prediction becomes an answer.
public sealed interface TargetEncoding {
  /// The column's name.
  String column();

  /// What the column holds.
  Column.Kind kind();

  /// What is predicted.
  Task task();

  /// A class becomes its index.
  ///
  /// @param column the column's name
  /// @param kind whether the classes are numbers or words in the file
  /// @param classes their names in order
  record Labels(String column, Column.Kind kind, List<String> classes) implements TargetEncoding {
    /// Checks the classes.
    public Labels {
      classes = new Task.Classification(classes).classes();
    }

    @Override
    public Task.Classification task() {
      return new Task.Classification(classes);
    }
  }

  /// A number becomes `(y - mean) / scale`.
  ///
  /// @param column the column's name
  /// @param mean the mean in the training part
  /// @param scale the biased standard deviation in the training part; 1 if the target is constant
  ///     there
  record Scaled(String column, double mean, double scale) implements TargetEncoding {
    /// Checks mean and scale.
    public Scaled {
      Shapes.checkScale("Scaled '" + column + "'", mean, scale);
    }

    @Override
    public Column.Kind kind() {
      return Column.Kind.NUMERIC;
    }

    @Override
    public Task.Regression task() {
      return new Task.Regression(List.of(column));
    }
  }
}
