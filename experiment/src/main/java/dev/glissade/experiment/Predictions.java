package dev.glissade.experiment;

import dev.glissade.data.Task;
import java.util.List;
import java.util.Locale;

/// Answers of a model: for each example the probabilities of the classes, or the predicted numbers
/// in the units of the data.
public record Predictions(Task task, double[][] values) {
  /// The most probable class of an example.
  ///
  /// @throws IllegalStateException for a regression
  public String label(int example) {
    if (!(task instanceof Task.Classification classification)) {
      throw new IllegalStateException("label: expected a classification, but got a regression");
    }
    double[] row = values[example];
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    return classification.classes().get(best);
  }

  /// As CSV: the class and the probability of each, or the number of each target, with all digits:
  /// where a target is far from zero, the last ones are those that tell.
  public String csv() {
    StringBuilder text = new StringBuilder();
    List<String> names =
        switch (task) {
          case Task.Classification classification -> classification.classes();
          case Task.Regression regression -> regression.targets();
        };
    boolean isClassification = task instanceof Task.Classification;
    text.append(isClassification ? "prediction" : "");
    for (String name : names) {
      text.append(text.isEmpty() ? "" : ",");
      text.append(quoted((isClassification ? "probability_" : "predicted_") + name));
    }
    text.append('\n');
    for (int i = 0; i < values.length; i++) {
      int start = text.length();
      text.append(isClassification ? quoted(label(i)) : "");
      for (double value : values[i]) {
        text.append(text.length() == start ? "" : ",");
        text.append(isClassification ? String.format(Locale.ROOT, "%.6f", value) : value);
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String quoted(String field) {
    boolean isPlain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
