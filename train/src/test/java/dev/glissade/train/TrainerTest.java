package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Batches;
import dev.glissade.data.Datasets;
import dev.glissade.data.Splits;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Layer;
import dev.glissade.nn.MeanSquaredError;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final Splits DIGITS = Datasets.digits().split(0.8, 0.1, 0.1, 7);

  private static Trainer digits() {
    Layer layers =
        Sequential.of(Dense.of(128), BatchNorm.of(), Relu.of(), Dropout.of(0.2), Dense.of(10));
    return Trainer.of(layers, SoftmaxCrossEntropy.of())
        .optimizer(Adam.of().learningRate(Schedule.inverseTime(0.01, 0.1)))
        .seed(7)
        .threads(2);
  }

  @Test
  void digitsAreLearned() {
    Run run = digits().epochs(30).fit(DIGITS);

    assertTrue(run.test().accuracy() >= 0.97, "test accuracy " + run.test().accuracy());
    assertEquals(690, run.clock().step());
  }

  @Test
  void theSameSeedGivesTheSameBitsForAnyNumberOfThreads() {
    String one = digits().epochs(3).threads(1).fit(DIGITS).stateSha256();

    assertEquals(one, digits().epochs(3).threads(1).fit(DIGITS).stateSha256());
    assertEquals(one, digits().epochs(3).threads(2).fit(DIGITS).stateSha256());
    assertEquals(one, digits().epochs(3).threads(4).fit(DIGITS).stateSha256());
    assertTrue(!one.equals(digits().epochs(3).seed(8).fit(DIGITS).stateSha256()));
  }

  @Test
  void aRunThatIsStoppedInMidEpochContinuesToTheSameBits(@TempDir Path folder) {
    String undisturbed = digits().epochs(4).fit(DIGITS).stateSha256();
    for (int stop : List.of(1, 22, 23, 24, 60)) {
      AtomicInteger steps = new AtomicInteger();
      Path place = folder.resolve("stop" + stop);
      Trainer trainer = digits().epochs(4).checkpoints(place, new CheckpointInterval.Steps(7));
      Run cut = trainer.stopWhen(() -> steps.getAndIncrement() == stop).fit(DIGITS);
      assertEquals(Run.Status.INTERRUPTED, cut.status());

      try (TrainingRun rest = trainer.start(DIGITS)) {
        var layout = rest.network().state().layout();
        rest.restore(new CheckpointFolder(place).newest(layout, _ -> {}).orElseThrow());
        assertEquals(undisturbed, rest.finish().stateSha256(), "stopped after step " + stop);
      }
    }
  }

  @Test
  void aChangedLearningRateIsKeptByACheckpoint(@TempDir Path folder) {
    AtomicInteger steps = new AtomicInteger();
    Trainer trainer = digits().epochs(2);
    String undisturbed;
    try (TrainingRun run = trainer.start(DIGITS)) {
      run.change("learning-rate", 0.003);
      undisturbed = run.finish().stateSha256();
    }
    Trainer cut =
        trainer
            .checkpoints(folder, new CheckpointInterval.Steps(1000))
            .stopWhen(() -> steps.getAndIncrement() == 30);
    try (TrainingRun run = cut.start(DIGITS)) {
      run.change("learning-rate", 0.003);
      run.finish();
    }

    try (TrainingRun rest = cut.start(DIGITS)) {
      var layout = rest.network().state().layout();
      rest.restore(new CheckpointFolder(folder).newest(layout, _ -> {}).orElseThrow());

      assertEquals(undisturbed, rest.finish().stateSha256());
    }
    assertTrue(!undisturbed.equals(trainer.fit(DIGITS).stateSha256()));
  }

  /// Streams have names and no common state: the order of the data is that of seed and epoch.
  @Test
  void aDropoutLayerDoesNotChangeTheOrderOfTheData() {
    Layer more =
        Sequential.of(Dense.of(16), Dropout.of(0.5), Relu.of(), Dropout.of(0), Dense.of(10));
    Layer fewer = Sequential.of(Dense.of(16), Relu.of(), Dense.of(10));
    for (Layer layers : List.of(more, fewer)) {
      Trainer trainer = Trainer.of(layers, SoftmaxCrossEntropy.of()).seed(7);
      try (TrainingRun run = trainer.start(DIGITS)) {
        run.finish();
        int[] order = run.stepper().batches().order(3);
        assertArrayEquals(Batches.of(DIGITS.train(), 64, 7).order(3), order);
      }
    }
  }

  /// A listener fails: what was trained before is there, and continues to the same bits.
  @Test
  void aFailureLeavesACheckpointOfTheLastCompleteStep(@TempDir Path folder) {
    Trainer trainer = digits().epochs(2);
    String undisturbed = trainer.fit(DIGITS).stateSha256();
    for (int failing : new int[] {7, 23, 30}) {
      Path place = folder.resolve("at" + failing);
      Trainer kept = trainer.checkpoints(place, new CheckpointInterval.Steps(1000));
      Trainer failed =
          kept.listener(
              event -> {
                boolean isStep = event instanceof TrainEvent.StepFinished;
                if (isStep && event.clock().step() == failing) {
                  throw new IllegalStateException("listener: expected nothing, but got a step");
                }
              },
              1);
      assertThrows(IllegalStateException.class, () -> failed.fit(DIGITS));
      try (TrainingRun rest = kept.start(DIGITS)) {
        var layout = rest.network().state().layout();
        new CheckpointFolder(place).newest(layout, _ -> {}).ifPresent(rest::restore);
        // The end of an epoch is not complete without its evaluation.
        assertEquals(failing == 23 ? 0 : failing, rest.clock().step());
        assertEquals(undisturbed, rest.finish().stateSha256());
      }
    }
  }

  @Test
  void patienceEndsTheTrainingAndRestoresTheBestEpoch() {
    Run run = digits().epochs(200).patience(3).fit(DIGITS);

    long best = run.progress().bestEpoch();
    assertEquals(best + 3, run.clock().epoch());
    assertEquals(
        run.progress().bestValue(), run.evaluations().validation().orElseThrow().loss(), 1e-9);
  }

  @Test
  void batchDescentFallsMonotonicallyAndAllBatchSizesLearn() {
    Layer layers = Sequential.of(Dense.of(32), Relu.of(), Dense.of(10));
    Trainer base = Trainer.of(layers, SoftmaxCrossEntropy.of()).seed(7);
    Optimizer descent = GradientDescent.of().learningRate(0.2);

    Run batch = base.batchSize(new BatchSize.Full()).optimizer(descent).epochs(300).fit(DIGITS);
    Run stochastic =
        base.batchSize(1).optimizer(GradientDescent.of().learningRate(0.01)).epochs(5).fit(DIGITS);
    Run mini = base.batchSize(64).optimizer(descent).epochs(20).fit(DIGITS);

    for (int i = 1; i < batch.history().size(); i++) {
      double before = batch.history().get(i - 1).trainLoss();
      assertTrue(batch.history().get(i).trainLoss() < before, "epoch " + i);
    }
    assertTrue(batch.test().accuracy() >= 0.93, "batch " + batch.test().accuracy());
    assertTrue(stochastic.test().accuracy() >= 0.93, "stochastic " + stochastic.test().accuracy());
    assertTrue(mini.test().accuracy() >= 0.93, "mini-batch " + mini.test().accuracy());
  }

  @Test
  void softmaxRegressionLearnsIris() {
    Splits iris = Datasets.iris().split(0.8, 0, 0.2, 1);
    Run run =
        Trainer.of(Dense.of(3), SoftmaxCrossEntropy.of())
            .optimizer(Momentum.of().learningRate(0.5))
            .batchSize(new BatchSize.Full())
            .epochs(200)
            .fit(iris);

    assertTrue(run.test().accuracy() >= 0.93, "accuracy " + run.test().accuracy());
  }

  @Test
  void divergenceNamesStepRateAndTheFirstBadTensor() {
    Trainer trainer =
        Trainer.of(Sequential.of(Dense.of(32), Relu.of(), Dense.of(10)), SoftmaxCrossEntropy.of())
            .optimizer(GradientDescent.of().learningRate(1e30))
            .seed(7);

    TrainingDivergedException e =
        assertThrows(TrainingDivergedException.class, () -> trainer.fit(DIGITS));
    assertEquals(1e30, e.learningRate());
    assertTrue(e.firstBad().contains("at row"), e.firstBad());
    assertTrue(e.firstBad().matches("(?s)(\\d+\\.dense|loss|optimizer): .*"), e.firstBad());
  }

  @Test
  void regressionPredictsTheNextDaysTemperature() {
    Splits series = Datasets.melbourne().split(0.8, 0.1, 0.1, 1);
    Run run =
        Trainer.of(Sequential.of(Dense.of(16), Relu.of(), Dense.of(1)), MeanSquaredError.of())
            .optimizer(Adam.of().learningRate(0.005))
            .epochs(10)
            .fit(series);

    var metrics = (Metrics.Regression) run.test();
    assertTrue(metrics.r2() > 0.5, metrics.toString());
  }
}
