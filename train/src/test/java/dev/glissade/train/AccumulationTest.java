package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Batches;
import dev.glissade.data.Dataset;
import dev.glissade.data.Datasets;
import dev.glissade.data.Splits;
import dev.glissade.engine.Program;
import dev.glissade.engine.Shape;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Loss;
import dev.glissade.nn.Model;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.nn.Tanh;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Clock;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccumulationTest {
  private static final Splits DIGITS = Datasets.digits().split(0.8, 0.1, 0.1, 7);
  private static final Layer LAYERS =
      Sequential.of(Dense.of(48), Tanh.of(), Dropout.of(0.3), Dense.of(10));
  private static final double MOST_ULPS = 8;

  /// One step of a network over a batch, divided into `parts`, and what it gave.
  private record Outcome(float cost, Map<String, float[]> results, String state) {
    static Outcome of(Layer layers, Loss loss, Dataset data, int size, int parts) {
      Model model = Model.of(layers, Shape.of(data.featureShape()));
      return of(new Network.Recipe(model, loss, GradientDescent.of(), 0.01), data, size, parts);
    }

    static Outcome mixed(Loss loss, int size, int parts) {
      Model model = Model.of(LAYERS, Shape.of(DIGITS.train().featureShape()));
      Regularization mixing = new Regularization(0.01, 0, new Mixing.Mixup(1));
      var recipe = new Network.Recipe(model, loss, GradientDescent.of(), mixing);
      return of(recipe, DIGITS.train(), size, parts);
    }

    private static Outcome of(Network.Recipe recipe, Dataset data, int size, int parts) {
      try (Network network = new Network(recipe, KernelSelection.current().kernels(), 1, 7)) {
        Knobs knobs =
            new Knobs(
                network.knobs(),
                Map.of("learning-rate", Schedule.constant(0.1)),
                network.products());
        Batches batches = Batches.of(data, size, 7);
        knobs.advance(Clock.start(batches.count(), 1));
        Clock last = Clock.start(batches.count(), 1);
        while (last.batch() + 1 < batches.count()) {
          last = last.next(batches.size((int) last.batch()));
        }
        Mixing mixing = recipe.regularization().mixing();
        Optional<Mixer> mixer =
            Optional.of(new Mixer(mixing, recipe.model().input(), 7)).filter(_ -> mixing.isOn());
        float cost = new Accumulation(network, batches, parts, mixer).step(knobs, last);
        Program join = network.join(batches.size((int) last.batch()));
        Map<String, float[]> results = new java.util.TreeMap<>();
        join.inputs().forEach(name -> results.put(name, join.input(name).clone()));
        return new Outcome(cost, results, network.state().sha256());
      }
    }
  }

  private static double ulps(float[] expected, float[] actual) {
    float largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) expected[i] - actual[i]));
    }
    return difference / Math.ulp(largest);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 16, 61, 128, 200})
  void partsOfABatchGiveItsGradientToEightUlps(int parts) {
    for (int size : new int[] {128, 97, 1437}) {
      Outcome whole = Outcome.of(LAYERS, SoftmaxCrossEntropy.of(), DIGITS.train(), size, 1);
      Outcome split = Outcome.of(LAYERS, SoftmaxCrossEntropy.of(), DIGITS.train(), size, parts);

      whole
          .results()
          .forEach(
              (name, expected) -> {
                double ulps = ulps(expected, split.results().get(name));
                assertTrue(ulps <= MOST_ULPS, name + " differs by " + ulps + " ulps");
              });
      assertEquals(whole.cost(), split.cost(), 4 * Math.ulp(whole.cost()));
    }
  }

  /// The mean of means would be wrong: the parts have other sums of weights.
  @Test
  void lossesThatWeighClassesAreWeighedTogether() {
    Loss loss =
        SoftmaxCrossEntropy.of()
            .withClassWeights(List.of(1.0, 5.0, 0.0, 2.0, 1.0, 9.0, 1.0, 0.5, 3.0, 1.0));
    Outcome whole = Outcome.of(LAYERS, loss, DIGITS.train(), 100, 1);
    Outcome split = Outcome.of(LAYERS, loss, DIGITS.train(), 100, 9);

    whole
        .results()
        .forEach(
            (name, expected) ->
                assertTrue(ulps(expected, split.results().get(name)) <= MOST_ULPS, name));
    assertEquals(whole.cost(), split.cost(), 4 * Math.ulp(whole.cost()));
  }

  private static final Loss WEIGHTED =
      SoftmaxCrossEntropy.of()
          .withClassWeights(List.of(1.0, 5.0, 0.2, 2.0, 1.0, 9.0, 1.0, 0.5, 3.0, 1.0));

  /// Each example is mixed with one of another part.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void mixedExamplesAreThoseOfTheWholeBatch(int parts) {
    for (Loss loss : List.of(SoftmaxCrossEntropy.of().withSmoothing(0.1), WEIGHTED)) {
      for (int size : new int[] {128, 97}) {
        Outcome whole = Outcome.mixed(loss, size, 1);
        Outcome split = Outcome.mixed(loss, size, parts);

        whole
            .results()
            .forEach(
                (name, expected) ->
                    assertTrue(ulps(expected, split.results().get(name)) <= MOST_ULPS, name));
        assertEquals(whole.cost(), split.cost(), 4 * Math.ulp(whole.cost()));
      }
    }
  }

  @Test
  void mixedTrainingsWithAndWithoutPartsGoTheSameWay() {
    Trainer mixed = trainer().mixing(new Mixing.Mixup(0.4));
    Run whole = mixed.fit(DIGITS);
    Run split = mixed.accumulate(5).fit(DIGITS);
    Run plain = trainer().fit(DIGITS);

    for (int i = 0; i < whole.history().size(); i++) {
      double expected = whole.history().get(i).trainLoss();
      assertEquals(expected, split.history().get(i).trainLoss(), 1e-4);
      assertTrue(Math.abs(expected - plain.history().get(i).trainLoss()) > 0.05);
    }
  }

  /// A part of which no example has a class has no mean.
  @Test
  void aPartThatCountsForNothingChangesNothing() {
    Loss loss = SoftmaxCrossEntropy.of().withClassWeights(List.of(0.0, 1.0));
    float[][] x = {{1}, {2}, {3}, {4}, {5}, {6}};
    Dataset data = Dataset.of(x, new int[] {0, 0, 1, 0, 0, 0}, List.of("no", "yes"));
    Outcome whole = Outcome.of(Dense.of(2), loss, data, 6, 1);
    Outcome split = Outcome.of(Dense.of(2), loss, data, 6, 6);

    assertEquals(whole.cost(), split.cost(), Math.ulp(whole.cost()));
    assertArrayEquals(
        whole.results().get("gradient/bias"), split.results().get("gradient/bias"), 1e-7f);
  }

  private static Trainer trainer() {
    return Trainer.of(LAYERS, SoftmaxCrossEntropy.of())
        .optimizer(Adam.of().learningRate(Schedule.inverseTime(0.01, 0.1)))
        .l2(0.1)
        .epochs(3)
        .seed(7)
        .threads(2);
  }

  @Test
  void oneStepInPartsIsOneStepOfTheClock() {
    Run whole = trainer().fit(DIGITS);
    Run split = trainer().accumulate(5).fit(DIGITS);

    assertEquals(whole.clock(), split.clock());
    for (int i = 0; i < whole.history().size(); i++) {
      TrainEvent.EpochFinished expected = whole.history().get(i);
      assertEquals(expected.learningRate(), split.history().get(i).learningRate());
      assertEquals(expected.trainLoss(), split.history().get(i).trainLoss(), 1e-4);
    }
  }

  @Test
  void theBitsDoNotDependOnThreads() {
    Layer layers = Sequential.of(Dense.of(64), BatchNorm.of(), Tanh.of(), Dense.of(10));
    Trainer split = Trainer.of(layers, SoftmaxCrossEntropy.of()).accumulate(3).epochs(2).seed(7);

    assertEquals(
        split.threads(1).fit(DIGITS).stateSha256(), split.threads(4).fit(DIGITS).stateSha256());
  }

  /// Ghost batches: the mean over the parts is that of the batch, the variance lacks what is
  /// between the parts; both averages move once in a step.
  @Test
  void theAveragesOfBatchNormalisationMoveOnceInAStep() {
    float[][] x = {{1}, {3}, {10}, {14}};
    Dataset data = Dataset.of(x, new int[] {0, 1, 0, 1}, List.of("no", "yes"));
    Layer layers = Sequential.of(BatchNorm.of(), Dense.of(2));
    Outcome split = Outcome.of(layers, SoftmaxCrossEntropy.of(), data, 4, 2);

    List<Float> seen = new ArrayList<>();
    for (int row : Batches.of(data, 4, 7).order(0)) {
      seen.add(x[row][0]);
    }
    double first = Math.pow(seen.get(0) - seen.get(1), 2) / 4;
    double second = Math.pow(seen.get(2) - seen.get(3), 2) / 4;
    assertEquals(0.1 * 7, split.results().get("statistic/0.batchnorm.mean")[0], 1e-6);
    assertEquals(
        0.1 * (first + second) / 2, split.results().get("statistic/0.batchnorm.variance")[0], 1e-6);
  }

  @Test
  void aStepInPartsThatDivergesIsTracedToItsFirstBadTensor() {
    Trainer huge =
        trainer().accumulate(3).optimizer(GradientDescent.of().learningRate(1e300)).epochs(1);

    var e = assertThrows(TrainingDivergedException.class, () -> huge.fit(DIGITS));

    assertTrue(e.firstBad().matches("(?s)(\\d+\\.dense|loss|optimizer|l2).*"), e.firstBad());
  }

  @Test
  void aStepInPartsAllocatesNothing() {
    Model model = Model.of(LAYERS, Shape.of(64));
    var recipe = new Network.Recipe(model, SoftmaxCrossEntropy.of(), Adam.of(), 0.1);
    try (Network network = new Network(recipe, KernelSelection.current().kernels(), 1, 7)) {
      Knobs knobs =
          new Knobs(
              network.knobs(),
              Map.of("learning-rate", Schedule.constant(0.01)),
              network.products());
      Batches batches = Batches.of(DIGITS.train(), 64, 7);
      Stepper stepper = Stepper.of(network, knobs, batches, 3);
      Clock clock = Clock.start(batches.count(), 10);
      Allocation.assertNone(_ -> assertTrue(Float.isFinite(stepper.step(clock))));
    }
  }

  @Test
  void aTrainingInPartsContinuesToTheSameBits(@TempDir Path folder) {
    Trainer split = trainer().accumulate(4);
    String undisturbed = split.fit(DIGITS).stateSha256();
    for (int stop : IntStream.of(1, 22, 23, 40).toArray()) {
      AtomicInteger steps = new AtomicInteger();
      Path place = folder.resolve("stop" + stop);
      Trainer cut = split.checkpoints(place, new CheckpointInterval.Steps(1000));
      cut.stopWhen(() -> steps.getAndIncrement() == stop).fit(DIGITS);

      try (TrainingRun rest = cut.start(DIGITS)) {
        var layout = rest.network().state().layout();
        rest.restore(new CheckpointFolder(place).newest(layout, _ -> {}).orElseThrow());
        assertEquals(undisturbed, rest.finish().stateSha256(), "stopped after step " + stop);
      }
    }
  }
}
