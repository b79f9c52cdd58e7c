package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Dataset;
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
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A row of 1e30 among 200, and learning rates that are far too high.
class SpikeTest {
  private static final int POISONED = 137;
  private static final Layer PLAIN = Sequential.of(Dense.of(16), Relu.of(), Dense.of(2));
  private static final Layer FULL =
      Sequential.of(Dense.of(16), BatchNorm.of(), Relu.of(), Dropout.of(0.2), Dense.of(2));

  private static Splits splits(boolean isPoisoned) {
    Random random = new Random(3);
    float[][] x = new float[200][6];
    int[] labels = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < 6; j++) {
        x[i][j] = (float) random.nextGaussian();
      }
      labels[i] = x[i][0] + x[i][1] > 0 ? 1 : 0;
    }
    if (isPoisoned) {
      java.util.Arrays.fill(x[POISONED], 1e30f);
    }
    Dataset all = Dataset.of(x, labels, List.of("no", "yes"));
    Dataset none = all.subset(new int[0]);
    return Splits.of(all, none, none);
  }

  private static Trainer trainer(Layer layer, Optimizer optimizer) {
    return Trainer.of(layer, SoftmaxCrossEntropy.of())
        .optimizer(optimizer)
        .batchSize(16)
        .epochs(6)
        .seed(5)
        .threads(1);
  }

  private static SpikePolicy policy(String text) {
    return SpikePolicy.parse(text);
  }

  private static Optimizer rate(double rate) {
    return new GradientDescent(Schedule.constant(rate));
  }

  private static List<Spike> spikes(Trainer trainer, Splits splits) {
    List<Spike> spikes = new ArrayList<>();
    trainer
        .listener(
            event -> {
              if (event instanceof TrainEvent.Spiked spiked) {
                spikes.add(spiked.spike());
              }
            },
            0)
        .fit(splits);
    return spikes;
  }

  static List<Trainer> trainers() {
    return List.of(
        trainer(PLAIN, rate(0.1)),
        trainer(PLAIN, Adam.of().learningRate(0.01)),
        trainer(PLAIN, Adam.of().learningRate(0.01).clipNorm(1)),
        trainer(FULL, Adam.of().learningRate(0.01)),
        trainer(FULL, rate(0.1)));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void aPoisonedRowIsNamedAndLeftOutAndTheRunFinishes(Trainer trainer) {
    Trainer careful = trainer.onSpike(policy("quarantine:100:5"));
    List<Spike> spikes = spikes(careful, splits(true));

    assertEquals(1, spikes.size(), spikes.toString());
    Spike spike = spikes.getFirst();
    assertEquals(List.of("example " + (POISONED + 1)), spike.examples());
    assertEquals("x [16, 6]", spike.where());
    var quarantine = assertInstanceOf(Remedy.Quarantine.class, spike.remedy());
    assertEquals(List.of(POISONED), quarantine.examples());
    assertTrue(spike.back() <= spike.clock().step() && spike.back() > spike.clock().step() - 5);
    Run run = careful.fit(splits(true));
    assertEquals(Run.Status.COMPLETED, run.status());
    assertTrue(run.state().isFinite());
    assertTrue(run.progress().bestValue() < 0.6, run.progress().toString());
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void aRerunHasTheSameBits(Trainer trainer) {
    Trainer careful = trainer.onSpike(policy("quarantine:100:5"));

    assertEquals(careful.fit(splits(true)).stateSha256(), careful.fit(splits(true)).stateSha256());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 7, 9, 10, 11, 13, 30, 70})
  void aResumedRunHasTheSameBits(int stop, @TempDir Path folder) {
    for (String text : List.of("quarantine:100:5", "lower-rate:100:5")) {
      boolean isRows = text.startsWith("quarantine");
      Trainer trainer =
          (isRows ? trainer(FULL, Adam.of().learningRate(0.01)) : regression().epochs(6))
              .onSpike(policy(text));
      Splits data = isRows ? splits(true) : numbers();
      String undisturbed = trainer.fit(data).stateSha256();
      AtomicInteger steps = new AtomicInteger();
      Path place = folder.resolve(text.replace(':', '-'));
      Trainer cut =
          trainer
              .checkpoints(place, new CheckpointInterval.Steps(1000))
              .stopWhen(() -> steps.getAndIncrement() == stop);
      assertEquals(Run.Status.INTERRUPTED, cut.fit(data).status());
      try (TrainingRun rest = trainer.start(data)) {
        var layout = rest.network().state().layout();
        rest.restore(new CheckpointFolder(place).newest(layout, _ -> {}).orElseThrow());
        assertEquals(undisturbed, rest.finish().stateSha256(), text);
      }
    }
  }

  /// A line through noise, at a rate at which gradient descent must diverge.
  private static Trainer regression() {
    return Trainer.of(Sequential.of(Dense.of(1)), MeanSquaredError.of())
        .optimizer(rate(2))
        .batchSize(10)
        .epochs(4)
        .seed(1)
        .threads(1);
  }

  private static Splits numbers() {
    Random random = new Random(9);
    float[][] x = new float[200][4];
    float[] y = new float[200];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < 4; j++) {
        x[i][j] = (float) random.nextGaussian();
        y[i] += (j + 1) * x[i][j];
      }
    }
    Dataset all = Dataset.of(x, y);
    Dataset none = all.subset(new int[0]);
    return Splits.of(all, none, none);
  }

  @Test
  void aRateThatIsTooHighIsLoweredUntilItIsNot() {
    Trainer careful = regression().onSpike(policy("lower-rate:100:5"));
    List<Spike> spikes = spikes(careful, numbers());

    assertTrue(spikes.size() > 0 && spikes.size() <= 6, spikes.toString());
    for (Spike spike : spikes) {
      assertEquals(0.5, ((Remedy.LowerRate) spike.remedy()).factor());
      assertTrue(spike.clock().step() - spike.back() >= 1, spike.toString());
    }
    assertTrue(careful.fit(numbers()).progress().bestValue() < 1);
  }

  /// Every row of the batch is bad then, so it is the rate and not the data.
  @Test
  void quarantineLowersTheRateWhereNoRowStandsOut() {
    List<Spike> spikes = spikes(regression().onSpike(policy("quarantine:100:5")), numbers());

    assertTrue(
        spikes.stream().anyMatch(spike -> spike.remedy() instanceof Remedy.LowerRate),
        spikes.toString());
  }

  @Test
  void theUsualPolicyStopsWithAnExplanation() {
    Trainer usual = trainer(PLAIN, rate(0.1));

    assertThrows(TrainingDivergedException.class, () -> usual.fit(splits(true)));
    assertThrows(TrainingDivergedException.class, () -> regression().fit(numbers()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lower-rate", "quarantine", "quarantine:20:7"})
  void withoutASpikeAPolicyChangesNoBit(String text) {
    Trainer trainer = trainer(FULL, Adam.of().learningRate(0.01));

    assertEquals(
        trainer.fit(splits(false)).stateSha256(),
        trainer.onSpike(policy(text)).fit(splits(false)).stateSha256());
    assertEquals(List.of(), spikes(trainer.onSpike(policy(text)), splits(false)));
  }

  /// The row alone makes the difference: without it the run is another one.
  @Test
  void theRowThatIsLeftOutHasNoInfluenceLater() {
    Trainer careful = trainer(PLAIN, rate(0.1)).onSpike(policy("quarantine:100:5"));

    assertNotEquals(
        careful.fit(splits(false)).stateSha256(), careful.fit(splits(true)).stateSha256());
  }

  @Test
  void aSpikeIsToldInALine() {
    Trainer careful = trainer(PLAIN, rate(0.1)).onSpike(policy("quarantine:100:5"));
    String line = spikes(careful, splits(true)).getFirst().toString();

    assertTrue(
        line.matches(
            "spike in step \\d+, cost \\S+ where \\S+ is usual, first seen in x \\[16, 6]; back to"
                + " step \\d+, left out example 138"),
        line);
  }

  @Test
  void policiesAreRead() {
    assertEquals(SpikePolicy.STOP, policy("stop"));
    assertEquals(new SpikePolicy(SpikePolicy.Action.LOWER_RATE, 30, 50), policy("lower-rate:30"));
    for (String wrong :
        List.of(
            "",
            "halt",
            "stop:3",
            "quarantine:1",
            "quarantine:x",
            "quarantine:9:1",
            "lower-rate:NaN",
            "quarantine:9:9:9")) {
      assertThrows(IllegalArgumentException.class, () -> policy(wrong), wrong);
    }
  }

  /// A pitfall: schedules that go on counting where a step was skipped.
  @Test
  void goingBackDoesNotMoveTheClockOn() {
    Schedule cosine = Schedule.cosine(0.1, 0);
    Trainer trainer = trainer(PLAIN, new GradientDescent(cosine));
    Trainer careful = trainer.onSpike(policy("quarantine:100:5"));
    List<Double> rates = new ArrayList<>();
    Run run =
        careful
            .listener(
                event -> {
                  if (event instanceof TrainEvent.EpochFinished epoch) {
                    rates.add(epoch.learningRate());
                  }
                },
                0)
            .fit(splits(true));

    assertEquals(6 * 13, run.clock().step());
    assertEquals(6 * 200, run.clock().samples());
    for (int epoch = 1; epoch <= 6; epoch++) {
      double expected = 0.05 * (1 + Math.cos(Math.PI * epoch / 6));
      assertEquals(expected, rates.get(epoch - 1), 1e-12);
    }
  }

  /// Its shape stays, unlike with a change by hand.
  @Test
  void aLoweredRateIsHalfOfWhatTheScheduleSays() {
    Schedule cosine = Schedule.cosine(2, 0.2);
    Trainer careful =
        regression().optimizer(new GradientDescent(cosine)).onSpike(policy("lower-rate:100:5"));
    List<Double> last = new ArrayList<>();
    List<Spike> spikes = new ArrayList<>();
    careful
        .listener(
            event -> {
              switch (event) {
                case TrainEvent.Spiked spiked -> spikes.add(spiked.spike());
                case TrainEvent.EpochFinished epoch -> last.add(epoch.learningRate());
                default -> {}
              }
            },
            0)
        .fit(numbers());

    assertTrue(spikes.size() > 0);
    assertEquals(0.2 * Math.pow(0.5, spikes.size()), last.getLast(), 1e-12);
  }

  /// Before any cost is known, the first batch's median loss is the usual one.
  @ParameterizedTest
  @MethodSource("trainers")
  void aPoisonedRowInTheVeryFirstBatchIsFoundToo(Trainer trainer) {
    Dataset all = splits(false).train();
    int[] order = dev.glissade.data.Batches.of(all, 16, 5).order(0);
    Set<Integer> rows = Set.of(firstOf(all, order, 0), firstOf(all, order, 1));
    Dataset none = all.subset(new int[0]);
    List<Spike> spikes =
        spikes(
            trainer.onSpike(policy("quarantine:100:5")),
            Splits.of(new Poisoned(all, rows), none, none));

    assertFalse(spikes.isEmpty());
    assertEquals(0, spikes.getFirst().clock().step());
    for (Spike spike : spikes) {
      var quarantine = assertInstanceOf(Remedy.Quarantine.class, spike.remedy());
      assertTrue(rows.containsAll(quarantine.examples()), spike.toString());
    }
  }

  /// One of each class is poisoned, as one of the two is then classified wrongly.
  private static int firstOf(Dataset data, int[] order, float label) {
    float[] target = new float[1];
    for (int row : order) {
      data.targets(row, target, 0);
      if (target[0] == label) {
        return row;
      }
    }
    throw new AssertionError("no example of class " + label);
  }

  private record Poisoned(Dataset inner, Set<Integer> rows) implements Dataset {
    @Override
    public int size() {
      return inner.size();
    }

    @Override
    public int[] featureShape() {
      return inner.featureShape();
    }

    @Override
    public dev.glissade.data.Task task() {
      return inner.task();
    }

    @Override
    public void features(int example, float[] out, int offset) {
      inner.features(example, out, offset);
      if (rows.contains(example)) {
        java.util.Arrays.fill(out, offset, offset + inner.featureCount(), -1e30f);
      }
    }

    @Override
    public void targets(int example, float[] out, int offset) {
      inner.targets(example, out, offset);
    }
  }

  /// An easy problem has costs near 0, and a single mislabelled row is then many times as much.
  @Test
  void aHardExampleLateInATrainingIsNoSpike() {
    float[][] x = new float[160][2];
    int[] labels = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = i % 2 == 0 ? 3 : -3;
      x[i][1] = i % 7 - 3;
      labels[i] = i == 31 ? 0 : i % 2;
    }
    Dataset all = Dataset.of(x, labels, List.of("no", "yes"));
    Dataset none = all.subset(new int[0]);
    Trainer easy =
        trainer(Sequential.of(Dense.of(2)), rate(0.02)).onSpike(policy("quarantine:3:5"));

    assertEquals(List.of(), spikes(easy, Splits.of(all, none, none)));
  }
}
