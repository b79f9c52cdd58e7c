package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Metrics against values computed by hand.
class MetricsTest {
  @Test
  void accuracyAndMacroF1ComeFromTheConfusionMatrix() {
    int[][] confusion = {{5, 1, 0}, {2, 3, 1}, {0, 0, 4}};

    Metrics metrics = Metrics.Classification.of(0.25, confusion);

    // F1 of the classes: 10/13, 6/10, 8/9.
    double macroF1 = (10.0 / 13 + 6.0 / 10 + 8.0 / 9) / 3;
    assertEquals(12.0 / 16, metrics.accuracy(), 1e-15);
    assertEquals(List.of("loss", "accuracy", "macro_f1"), List.copyOf(metrics.values().keySet()));
    assertEquals(0.25, metrics.values().get("loss"));
    assertEquals(macroF1, metrics.values().get("macro_f1"), 1e-15);
  }

  @Test
  void aClassThatIsNeitherThereNorPredictedCountsAsZero() {
    Metrics metrics = Metrics.Classification.of(0, new int[][] {{3, 0}, {0, 0}});

    assertEquals(1, metrics.accuracy());
    assertEquals(0.5, metrics.values().get("macro_f1"));
  }

  @Test
  void aRegressionHasNoAccuracy() {
    Metrics metrics = new Metrics.Regression(1, 2, 3, 0.5);

    assertEquals(
        "accuracy: expected a classification, but got a regression",
        assertThrows(IllegalStateException.class, metrics::accuracy).getMessage());
    assertEquals(List.of("loss", "rmse", "mae", "r2"), List.copyOf(metrics.values().keySet()));
  }

  @Test
  void residualsGiveErrorsAndTheShareOfVariance() {
    Residuals residuals = new Residuals(1);
    double[] actual = {1, 2, 3, 6};
    double[] predicted = {1, 3, 3, 4};
    for (int i = 0; i < actual.length; i++) {
      residuals.add(0, actual[i], predicted[i]);
    }

    Metrics.Regression metrics = residuals.metrics(0.5);

    // Σe² = 0 + 1 + 0 + 4; Σ|e| = 3; ȳ = 3, Σ(y - ȳ)² = 4 + 1 + 0 + 9.
    assertEquals(Math.sqrt(5.0 / 4), metrics.rmse(), 1e-15);
    assertEquals(3.0 / 4, metrics.mae(), 1e-15);
    assertEquals(1 - 5.0 / 14, metrics.r2(), 1e-15);
    assertEquals(0.5, metrics.loss());
  }

  @Test
  void deviationsSmallAgainstTheMeanAreNotLost() {
    Residuals residuals = new Residuals(1);
    for (int i = 0; i < 1000; i++) {
      double actual = 1e12 + (i % 2 == 0 ? 1 : -1);
      residuals.add(0, actual, 1e12);
    }

    assertEquals(0, residuals.metrics(0).r2(), 1e-6);
    assertEquals(1, residuals.metrics(0).rmse(), 1e-12);
  }

  @Test
  void aValueThatIsEqualOrNotANumberIsNoBetterEpoch() {
    Progress progress =
        Progress.START
            .evaluated(1, Double.NaN, EarlyStopping.NEVER)
            .evaluated(2, 0.5, EarlyStopping.NEVER);

    assertEquals(2, progress.evaluated(3, 0.5, EarlyStopping.NEVER).bestEpoch());
    assertEquals(2, progress.evaluated(3, Double.NaN, EarlyStopping.NEVER).bestEpoch());
    assertEquals(3, progress.evaluated(3, Math.nextDown(0.5), EarlyStopping.NEVER).bestEpoch());
    assertEquals(0, Progress.START.evaluated(1, Double.NaN, EarlyStopping.NEVER).bestEpoch());
  }

  @Test
  void theCostOfAnEpochIsTheMeanOverExamplesAndNotOverBatches() {
    Progress progress = Progress.START.step(1.0, 64).step(4.0, 32);

    assertEquals(2.0, progress.meanCost(), 1e-15);
    assertTrue(Double.isNaN(progress.newEpoch().meanCost()), "nothing of the new epoch yet");
  }
}
