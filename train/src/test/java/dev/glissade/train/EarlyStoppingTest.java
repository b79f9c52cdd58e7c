package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Dataset;
import dev.glissade.data.Splits;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Layer;
import dev.glissade.nn.MeanSquaredError;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyStoppingTest {
  private static final Layer NORMALISED =
      Sequential.of(Dense.of(32), BatchNorm.of(), Relu.of(), Dense.of(2));

  /// Labels by chance: what is learned is soon wrong for the validation part.
  private static Splits noise() {
    Random random = new Random(1);
    float[][] x = new float[120][8];
    int[] labels = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < 8; j++) {
        x[i][j] = (float) (10 + random.nextGaussian());
      }
      labels[i] = random.nextInt(2);
    }
    Dataset all = Dataset.of(x, labels, List.of("no", "yes"));
    return Splits.of(part(all, 0, 60), part(all, 60, 90), part(all, 90, 120));
  }

  private static Dataset part(Dataset all, int from, int to) {
    return all.subset(IntStream.range(from, to).toArray());
  }

  private static Trainer impatient() {
    return Trainer.of(NORMALISED, SoftmaxCrossEntropy.of())
        .optimizer(Adam.of().learningRate(0.02))
        .batchSize(new BatchSize.Full())
        .epochs(100)
        .patience(5)
        .threads(1);
  }

  /// With one step an epoch, the averages of batch normalisation are far from settled: read
  /// through the products of a later epoch they would be wrong.
  @Test
  void theBestEpochComesBackWithItsOwnAverages() {
    Run run = impatient().fit(noise());

    assertTrue(run.progress().bestEpoch() < 20, "best epoch " + run.progress().bestEpoch());
    assertEquals(run.progress().bestEpoch() + 5, run.clock().epoch());
    assertEquals(
        run.progress().bestValue(), run.evaluations().validation().orElseThrow().loss(), 1e-12);
  }

  @Test
  void patienceAndTheBestEpochSurviveACheckpoint(@TempDir Path folder) {
    String undisturbed = impatient().fit(noise()).stateSha256();
    long end = impatient().fit(noise()).clock().epoch();
    for (int stop = 1; stop <= end; stop++) {
      int last = stop;
      AtomicInteger steps = new AtomicInteger();
      Path place = folder.resolve("stop" + stop);
      Trainer cut = impatient().checkpoints(place, new CheckpointInterval.Steps(100));
      cut.stopWhen(() -> steps.getAndIncrement() == last).fit(noise());

      try (TrainingRun rest = cut.start(noise())) {
        var layout = rest.network().state().layout();
        rest.restore(new CheckpointFolder(place).newest(layout, _ -> {}).orElseThrow());
        assertEquals(undisturbed, rest.finish().stateSha256(), "stopped after step " + stop);
      }
    }
  }

  @Test
  void ofEqualEpochsTheFirstIsTheBest() {
    Run run = impatient().optimizer(GradientDescent.of().learningRate(0)).patience(3).fit(still());

    assertEquals(1, run.progress().bestEpoch());
    assertEquals(4, run.clock().epoch());
  }

  /// Two equal examples: every batch has the statistics of all others, so nothing changes at a
  /// learning rate of zero.
  private static Splits still() {
    Dataset data = Dataset.of(new float[][] {{1}, {1}}, new int[] {0, 1}, List.of("no", "yes"));
    return Splits.of(data, data, data);
  }

  @Test
  void withTiesForTheLastEqualEpochsNeverEndTheTraining() {
    var last = new EarlyStopping(Span.epochs(3), 0, false, EarlyStopping.Tie.LAST);
    Run run =
        impatient()
            .optimizer(GradientDescent.of().learningRate(0))
            .epochs(10)
            .stopping(last)
            .fit(still());

    assertEquals(10, run.progress().bestEpoch());
    assertEquals(10, run.clock().epoch());
  }

  /// Lightning counts evaluations: with several in an epoch, or one in several, its patience has
  /// another length.
  @Test
  void patienceIsALengthOnTheClockAndNotANumberOfEvaluations() {
    Trainer still =
        Trainer.of(Dense.of(2), SoftmaxCrossEntropy.of())
            .optimizer(GradientDescent.of().learningRate(0))
            .batchSize(10)
            .epochs(20);
    int perEpoch = 6;

    assertEquals(4, epochs(still.stopping(EarlyStopping.after(Span.epochs(3)))));
    assertEquals(4, epochs(still.stopping(EarlyStopping.after(Span.steps(3 * perEpoch)))));
    assertEquals(5, epochs(still.stopping(EarlyStopping.after(Span.steps(3 * perEpoch + 1)))));
    assertEquals(4, epochs(still.stopping(EarlyStopping.after(Span.share(0.15)))));
  }

  private static long epochs(Trainer trainer) {
    Dataset data = still().train();
    int[] rows = new int[60];
    Dataset many = data.subset(rows);
    return trainer.fit(Splits.of(many, many, many)).clock().epoch();
  }

  @Test
  void theLeastImprovementIsADifferenceOrAShareOfTheBest() {
    var absolute = new EarlyStopping(Span.epochs(1), 0.1, false, EarlyStopping.Tie.FIRST);
    var relative = new EarlyStopping(Span.epochs(1), 0.1, true, EarlyStopping.Tie.FIRST);
    var last = new EarlyStopping(Span.epochs(1), 0.5, false, EarlyStopping.Tie.LAST);

    assertTrue(absolute.isBetter(0.8, 1) && !absolute.isBetter(0.95, 1));
    assertTrue(relative.isBetter(0.0089, 0.01) && !relative.isBetter(0.0091, 0.01));
    assertTrue(relative.isBetter(-1.2, -1) && !relative.isBetter(-1.05, -1));
    assertTrue(last.isBetter(0.5, 1) && !last.isBetter(0.75, 1));
    assertTrue(absolute.isBetter(1e9, Double.POSITIVE_INFINITY));
    assertTrue(!absolute.isBetter(Double.NaN, Double.POSITIVE_INFINITY));
    assertTrue(!last.isBetter(Double.NaN, 1) && !last.isBetter(Double.POSITIVE_INFINITY, 1));
  }

  @Test
  void anEvaluationThatIsNeverFiniteUsesUpPatience() {
    Dataset train = Dataset.of(new float[][] {{1}, {2}}, new float[] {1, 2});
    Dataset huge = Dataset.of(new float[][] {{1}}, new float[] {1e30f});
    Splits splits = Splits.of(train, huge, train);

    Run run = Trainer.of(Dense.of(1), MeanSquaredError.of()).patience(2).fit(splits);

    assertEquals(0, run.progress().bestEpoch());
    assertEquals(2, run.clock().epoch());
  }

  @Test
  void anUpdateThatSpoilsTheStateIsFoundBeforeItIsKept(@TempDir Path folder) {
    Trainer trainer =
        impatient()
            .optimizer(GradientDescent.of().learningRate(1e300))
            .epochs(1)
            .checkpoints(folder.resolve("checkpoints"), new CheckpointInterval.Steps(1));

    TrainingDivergedException e =
        assertThrows(TrainingDivergedException.class, () -> trainer.fit(noise()));

    assertEquals(0, e.step());
    assertEquals(1e300, e.learningRate());
    assertTrue(e.firstBad().contains("optimizer: "), e.firstBad());
    assertEquals(List.of(), new CheckpointFolder(folder.resolve("checkpoints")).files());
  }

  @Test
  void aCheckpointOfOtherBatchesIsRefused(@TempDir Path folder) {
    AtomicInteger steps = new AtomicInteger();
    Trainer cut = impatient().patience(0).batchSize(16);
    cut.checkpoints(folder, new CheckpointInterval.Steps(100))
        .stopWhen(() -> steps.getAndIncrement() == 5)
        .fit(noise());

    try (TrainingRun other = cut.batchSize(18).start(noise())) {
      var layout = other.network().state().layout();
      Checkpoint checkpoint = new CheckpointFolder(folder).newest(layout, _ -> {}).orElseThrow();
      CheckpointException e =
          assertThrows(CheckpointException.class, () -> other.restore(checkpoint));
      assertEquals(
          "resume: expected seed 0 and 4 steps per epoch in batches of 18, but got seed 0 and"
              + " Clock[step=5, epoch=1, batch=1, samples=76, stepsPerEpoch=4, plannedEpochs=100]"
              + " — help: data, seed and batch size must be those of the run",
          e.getMessage());
    }
  }
}
