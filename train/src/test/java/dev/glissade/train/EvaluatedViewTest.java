package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Datasets;
import dev.glissade.data.Splits;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.WeightAverage;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is evaluated: exact statistics, and losses with the numbers they were made with.
class EvaluatedViewTest {
  private static final Splits DIGITS = Datasets.digits().split(0.8, 0.1, 0.1, 7);
  private static final String MEAN = "1.batchnorm.mean";

  private static Trainer trainer() {
    return Trainer.of(
            Sequential.of(Dense.of(24), BatchNorm.of(), Relu.of(), Dense.of(10)),
            SoftmaxCrossEntropy.of())
        .epochs(3)
        .seed(7)
        .threads(1);
  }

  private static List<Double> validationLosses(Run run) {
    return run.history().stream().map(epoch -> epoch.validation().orElseThrow().loss()).toList();
  }

  @Test
  void exactStatisticsAreThoseThatAreKeptAndTrainingGoesOnWithItsOwn() {
    Run usual = trainer().fit(DIGITS);
    Run exact = trainer().statistics(NormStatistics.EXACT).fit(DIGITS);
    float[] expected;
    try (TrainingRun run = trainer().start(DIGITS)) {
      run.finish();
      run.recomputeStatistics();
      expected = run.network().state().view(MEAN);
    }

    assertEquals(usual.stateSha256(), exact.stateSha256());
    assertArrayEquals(expected, exact.kept().state().view(MEAN));
    assertNotEquals(validationLosses(usual), validationLosses(exact));
  }

  @Test
  void atTheEndOnlyTheLastEvaluationIsAnotherOne() {
    Run usual = trainer().fit(DIGITS);
    Run exact = trainer().statistics(NormStatistics.EXACT).fit(DIGITS);
    Run atEnd = trainer().statistics(NormStatistics.EXACT_AT_END).fit(DIGITS);

    assertEquals(validationLosses(usual), validationLosses(atEnd));
    assertEquals(exact.test().loss(), atEnd.test().loss());
    assertEquals(exact.kept().products(), atEnd.kept().products());
  }

  /// Averages of weights have exact statistics of their own.
  @Test
  void averagesHaveTheirOwnExactStatistics() {
    Trainer averaged = trainer().average(WeightAverage.exponential(0.9));
    Run exact = averaged.statistics(NormStatistics.EXACT_AT_END).fit(DIGITS);
    float[] ofAverages = exact.kept().state().view(MEAN);

    assertTrue(averaged.fit(DIGITS).kept().state().view(MEAN)[0] != ofAverages[0]);
    try (TrainingRun run = averaged.start(DIGITS)) {
      run.finish();
      run.network().showAverages();
      run.recomputeStatistics();
      assertArrayEquals(run.network().state().view(MEAN), ofAverages);
    }
  }

  /// The loss of an epoch must not be lower just because there is less smoothing.
  @Test
  void aScheduleOfLabelSmoothingDrivesTrainingAndNotEvaluation() {
    Trainer smooth =
        Trainer.of(trainer().settings().layer(), SoftmaxCrossEntropy.of().withSmoothing(0.5))
            .optimizer(Adam.of().learningRate(0.01))
            .epochs(6)
            .seed(7)
            .threads(1);
    Run constant = smooth.fit(DIGITS);
    Run less = smooth.schedule("label-smoothing", Schedule.linear(0.5, 0)).fit(DIGITS);

    assertNotEquals(constant.stateSha256(), less.stateSha256());
    double atLeast = atLeast(0.5);
    for (Run run : List.of(constant, less)) {
      validationLosses(run).forEach(loss -> assertTrue(loss > atLeast, loss + ""));
    }
    assertTrue(less.history().getLast().trainLoss() < atLeast);
  }

  /// The entropy of smoothed targets: no loss is below it.
  private static double atLeast(double smoothing) {
    double own = 1 - smoothing + smoothing / 10;
    double other = smoothing / 10;
    return -own * Math.log(own) - 9 * other * Math.log(other);
  }

  @Test
  void aScheduleOfWhatIsNotThereIsRefused() {
    Trainer wrong = trainer().schedule("label-smoothing", Schedule.constant(0.1));

    var e = assertThrows(IllegalArgumentException.class, () -> wrong.start(DIGITS));

    assertTrue(e.getMessage().startsWith("knob: expected one of [1.batchnorm.decay"), e + "");
    assertTrue(e.getMessage().endsWith("but got 'label-smoothing'"), e + "");
  }
}
