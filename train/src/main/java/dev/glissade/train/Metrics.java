package dev.glissade.train;

import java.util.LinkedHashMap;
import java.util.Map;

/// How good a model is on a set of examples.
public sealed interface Metrics {
  /// The mean loss over the examples, without regularisation.
  double loss();

  /// All numbers by the names that files and screens use, loss first.
  Map<String, Double> values();

  /// The share of examples whose class was found.
  ///
  /// @throws IllegalStateException for a regression
  default double accuracy() {
    if (this instanceof Classification classification) {
      return classification.accuracyValue();
    }
    throw new IllegalStateException("accuracy: expected a classification, but got a regression");
  }

  /// Of a classification. `confusion[i][j]` counts examples of class `i` taken for class `j`;
  /// macro-F1 is the plain mean of the classes' F1, 0 for a class that is neither there nor
  /// predicted.
  record Classification(double loss, double accuracyValue, double macroF1, int[][] confusion)
      implements Metrics {
    @Override
    public Map<String, Double> values() {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("loss", loss);
      values.put("accuracy", accuracyValue);
      values.put("macro_f1", macroF1);
      return values;
    }

    /// From counts.
    static Classification of(double loss, int[][] confusion) {
      int classes = confusion.length;
      long right = 0;
      long all = 0;
      double f1 = 0;
      for (int i = 0; i < classes; i++) {
        long actual = 0;
        long predicted = 0;
        for (int j = 0; j < classes; j++) {
          actual += confusion[i][j];
          predicted += confusion[j][i];
        }
        right += confusion[i][i];
        all += actual;
        f1 += actual + predicted == 0 ? 0 : 2.0 * confusion[i][i] / (actual + predicted);
      }
      return new Classification(loss, (double) right / all, f1 / classes, confusion);
    }
  }

  /// Of a regression, in the units of the target: root of the mean square error, mean absolute
  /// error, and the share of the variance that is explained, `R² = 1 - Σ(y - ŷ)² / Σ(y - ȳ)²`.
  ///
  /// Each of several targets has its own mean `ȳ`; R² is NaN if the true values do not differ.
  record Regression(double loss, double rmse, double mae, double r2) implements Metrics {
    @Override
    public Map<String, Double> values() {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("loss", loss);
      values.put("rmse", rmse);
      values.put("mae", mae);
      values.put("r2", r2);
      return values;
    }
  }
}
