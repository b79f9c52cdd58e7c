package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Datasets;
import dev.glissade.data.Splits;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.WeightAverage;
import org.junit.jupiter.api.Test;

class RateRangeTest {
  private static final Splits DIGITS = Datasets.digits().split(0.8, 0.1, 0.1, 7);

  private static Trainer trainer() {
    var layers =
        Sequential.of(Dense.of(32), BatchNorm.of(), Relu.of(), Dropout.of(0.2), Dense.of(10));
    return Trainer.of(layers, SoftmaxCrossEntropy.of())
        .optimizer(Adam.of())
        .average(WeightAverage.exponential(0.9))
        .accumulate(2)
        .epochs(2)
        .seed(7)
        .threads(1);
  }

  @Test
  void theTrainingGoesOnAsIfNothingHadBeen() {
    String undisturbed = trainer().fit(DIGITS).stateSha256();

    try (TrainingRun run = trainer().start(DIGITS)) {
      String before = run.network().state().sha256();
      RateRange.USUAL.measure(run);
      assertEquals(before, run.network().state().sha256());
      assertEquals(0, run.clock().step());
      assertEquals(undisturbed, run.finish().stateSha256());
    }
  }

  @Test
  void ratesGrowByAConstantFactorAndTheSuggestionTrains() {
    RateRange.Result result;
    try (TrainingRun run = trainer().start(DIGITS)) {
      result = RateRange.USUAL.measure(run);
    }

    double factor = Math.pow(1e8, 1 / 99.0);
    for (int i = 0; i < result.points().size(); i++) {
      double expected = 1e-7 * Math.pow(factor, i);
      assertEquals(1, result.points().get(i).rate() / expected, 1e-12);
    }
    assertTrue(result.valley() > 1e-4 && result.valley() < 0.5, result.valley() + "");
    assertTrue(result.steepest() > 1e-4 && result.steepest() < 2, result.steepest() + "");
    Run run = trainer().optimizer(Adam.of().learningRate(result.valley())).fit(DIGITS);
    assertTrue(run.history().getLast().trainLoss() < 1, run.history().toString());
  }

  @Test
  void itEndsWhereTheCostGrows() {
    var plain = Trainer.of(Dense.of(10), SoftmaxCrossEntropy.of());
    try (TrainingRun run = plain.optimizer(GradientDescent.of()).seed(1).start(DIGITS)) {
      RateRange.Result result = new RateRange(1e-3, 1e9, 60).measure(run);
      assertTrue(result.points().size() < 60, result.points().size() + " points");
    }
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RateRange(1, 1, 100));
    assertThrows(IllegalArgumentException.class, () -> new RateRange(0, 1, 100));
    assertThrows(IllegalArgumentException.class, () -> new RateRange(1e-7, Double.NaN, 100));
    assertThrows(IllegalArgumentException.class, () -> new RateRange(1e-7, 1, 9));
    try (TrainingRun run = trainer().optimizer(GradientDescent.of()).start(DIGITS)) {
      RateRange huge = new RateRange(1e300, 1e301, 10);
      var e = assertThrows(IllegalArgumentException.class, () -> huge.measure(run));
      assertTrue(e.getMessage().endsWith("help: begin with a lower rate"), e.getMessage());
    }
  }
}
