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
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.ScheduleFree;
import dev.glissade.optim.Span;
import dev.glissade.optim.WeightAverage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightAverageTest {
  private static final Splits IRIS = Datasets.iris().split(0.8, 0.1, 0.1, 7);
  private static final String WEIGHTS = "parameters/weight";

  private static Trainer trainer() {
    return Trainer.of(Sequential.of(Dense.of(8), Relu.of(), Dense.of(3)), SoftmaxCrossEntropy.of())
        .optimizer(Adam.of().learningRate(0.01))
        .batchSize(32)
        .epochs(10)
        .seed(7)
        .threads(1);
  }

  private static Trainer normalised() {
    var layers =
        Sequential.of(Dense.of(8), BatchNorm.of(), Relu.of(), Dropout.of(0.2), Dense.of(3));
    return Trainer.of(layers, SoftmaxCrossEntropy.of()).batchSize(32).epochs(6).seed(7).threads(1);
  }

  /// The weights after each step.
  private static List<float[]> weights(Trainer trainer) {
    List<float[]> all = new ArrayList<>();
    TrainingRun[] run = new TrainingRun[1];
    Trainer listening =
        trainer.listener(
            event -> {
              if (event instanceof TrainEvent.StepFinished) {
                all.add(run[0].network().state().view(WEIGHTS));
              }
            },
            1);
    run[0] = listening.start(IRIS);
    try (TrainingRun training = run[0]) {
      training.finish();
    }
    return all;
  }

  @Test
  void theExponentialAverageHasNoTraceOfTheFirstWeights() {
    double decay = 0.9;
    List<float[]> weights = weights(trainer());
    double[] expected = new double[weights.getFirst().length];
    double sum = 0;
    for (float[] each : weights) {
      sum = decay * sum + (1 - decay);
      for (int i = 0; i < expected.length; i++) {
        expected[i] = decay * expected[i] + (1 - decay) * each[i];
      }
    }
    float[] kept =
        trainer().average(WeightAverage.exponential(decay)).fit(IRIS).kept().state().view(WEIGHTS);

    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i] / sum, kept[i], 1e-6);
    }
  }

  /// timm, Lightning: a tenth of the way from the start in the first step.
  @Test
  void anAverageMayBeginAtTheStart() {
    var average =
        new WeightAverage.Exponential(Schedule.constant(0.9), WeightAverage.Beginning.FROM_START);
    AtomicInteger steps = new AtomicInteger();
    float[] start;
    try (TrainingRun run = trainer().start(IRIS)) {
      start = run.network().state().view(WEIGHTS);
    }
    Run run = trainer().average(average).stopWhen(() -> steps.getAndIncrement() == 1).fit(IRIS);

    float[] first = run.state().view(WEIGHTS);
    float[] kept = run.kept().state().view(WEIGHTS);
    for (int i = 0; i < start.length; i++) {
      assertEquals(0.9 * start[i] + 0.1 * first[i], kept[i], 1e-6);
    }
  }

  @Test
  void afterOneStepTheAverageIsTheWeights() {
    List<Trainer> all =
        List.of(
            trainer().average(WeightAverage.exponential(0.9999)),
            trainer().average(WeightAverage.growing(0.9999, 0.67)),
            trainer().average(WeightAverage.tail(Span.share(0.5))));
    for (Trainer each : all) {
      AtomicInteger steps = new AtomicInteger();
      Run run = each.stopWhen(() -> steps.getAndIncrement() == 1).fit(IRIS);

      assertEquals(1, run.clock().step());
      assertArrayEquals(run.state().view(WEIGHTS), run.kept().state().view(WEIGHTS));
    }
  }

  @Test
  void theTailIsTheMeanOverEndsOfEpochs() {
    List<float[]> weights = weights(trainer());
    int perEpoch = weights.size() / 10;
    Run run = trainer().average(WeightAverage.tail(Span.share(0.75))).fit(IRIS);

    float[] kept = run.kept().state().view(WEIGHTS);
    for (int i = 0; i < kept.length; i++) {
      double sum = 0;
      for (int epoch : new int[] {8, 9, 10}) {
        sum += weights.get(epoch * perEpoch - 1)[i];
      }
      assertEquals(sum / 3, kept[i], 1e-6);
    }
  }

  @Test
  void anAverageDoesNotDisturbTheTraining() {
    Run plain = normalised().fit(IRIS);
    Run averaged = normalised().average(WeightAverage.exponential(0.9)).fit(IRIS);

    assertArrayEquals(plain.state().view(WEIGHTS), averaged.state().view(WEIGHTS));
    assertNotEquals(plain.evaluations().train().loss(), averaged.evaluations().train().loss());
  }

  /// Keras moves its average with every part of a batch, which shortens it.
  @Test
  void theAverageCountsStepsAndNotPartsOfABatch() {
    Trainer averaged = trainer().average(WeightAverage.exponential(0.9));
    float[] whole = averaged.fit(IRIS).kept().state().view(WEIGHTS);
    float[] split = averaged.accumulate(4).fit(IRIS).kept().state().view(WEIGHTS);

    assertArrayEquals(whole, split, 1e-4f);
  }

  /// With averages of the weights, the statistics of the weights on the way are wrong.
  @Test
  void statisticsAreThoseOfTheAveragedWeights() {
    Trainer averaged = normalised().average(WeightAverage.exponential(0.9));
    Run run = averaged.fit(IRIS);

    float[] mean = run.kept().state().view("1.batchnorm.mean");
    assertEquals(0, run.kept().products().get("1.batchnorm.decay"));
    double[] expected = new double[mean.length];
    float[] w = run.kept().state().view("0.dense.weight");
    for (int row = 0; row < IRIS.train().size(); row++) {
      float[] x = new float[4];
      IRIS.train().features(row, x, 0);
      for (int unit = 0; unit < expected.length; unit++) {
        double z = 0;
        for (int i = 0; i < x.length; i++) {
          z += x[i] * w[i * expected.length + unit];
        }
        expected[unit] += z / IRIS.train().size();
      }
    }
    for (int unit = 0; unit < expected.length; unit++) {
      assertEquals(expected[unit], mean[unit], 0.05);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 19})
  void theAverageContinuesToTheSameBits(int stop, @TempDir Path folder) {
    List<Trainer> all =
        List.of(
            normalised().average(WeightAverage.growing(0.99, 0.67)).patience(3),
            normalised().average(WeightAverage.tail(Span.epochs(2))).accumulate(2));
    for (Trainer each : all) {
      Run undisturbed = each.fit(IRIS);
      AtomicInteger steps = new AtomicInteger();
      Path place = folder.resolve(all.indexOf(each) + "");
      Trainer cut =
          each.checkpoints(place, new CheckpointInterval.Steps(1000))
              .stopWhen(() -> steps.getAndIncrement() == stop);
      cut.fit(IRIS);
      try (TrainingRun rest = cut.start(IRIS)) {
        var layout = rest.network().state().layout();
        rest.restore(new CheckpointFolder(place).newest(layout, _ -> {}).orElseThrow());
        Run resumed = rest.finish();
        assertEquals(undisturbed.stateSha256(), resumed.stateSha256());
        assertEquals(undisturbed.kept().state().sha256(), resumed.kept().state().sha256());
        assertEquals(undisturbed.test().values(), resumed.test().values());
      }
    }
  }

  @Test
  void scheduleFreeTrainingIsEvaluatedAtItsAverage() {
    Run run = trainer().optimizer(ScheduleFree.ofAdam(0.01)).fit(IRIS);

    assertArrayEquals(run.state().view("average/weight"), run.kept().state().view(WEIGHTS));
    assertTrue(run.test().accuracy() >= 0.8, run.test().toString());
  }

  @Test
  void twoAveragesAreRefused() {
    Trainer twice =
        trainer().optimizer(ScheduleFree.ofAdam(0.01)).average(WeightAverage.exponential(0.9));

    var e = assertThrows(IllegalArgumentException.class, () -> twice.fit(IRIS));
    assertTrue(
        e.getMessage().contains("expected an optimiser without an average of its own"),
        e.getMessage());
  }
}
