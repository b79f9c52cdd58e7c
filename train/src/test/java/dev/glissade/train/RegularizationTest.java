package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Dataset;
import dev.glissade.data.Datasets;
import dev.glissade.data.Splits;
import dev.glissade.data.Task;
import dev.glissade.engine.Program;
import dev.glissade.engine.Shape;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Flatten;
import dev.glissade.nn.GaussianNoise;
import dev.glissade.nn.Layer;
import dev.glissade.nn.MeanSquaredError;
import dev.glissade.nn.Model;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Clock;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Schedule;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Penalties of the cost, and mixed examples.
class RegularizationTest {
  private static final Splits IRIS = Datasets.iris().split(0.8, 0.1, 0.1, 7);
  private static final Splits DIGITS = digits();

  /// The digits as images of 8 x 8 pixels.
  record Images(Dataset pixels) implements Dataset {
    @Override
    public int size() {
      return pixels.size();
    }

    @Override
    public int[] featureShape() {
      return new int[] {8, 8};
    }

    @Override
    public Task task() {
      return pixels.task();
    }

    @Override
    public void features(int example, float[] out, int offset) {
      pixels.features(example, out, offset);
    }

    @Override
    public void targets(int example, float[] out, int offset) {
      pixels.targets(example, out, offset);
    }
  }

  private static Splits digits() {
    Splits parts = Datasets.digits().split(0.1, 0.1, 0.8, 7);
    return Splits.of(
        new Images(parts.train()), new Images(parts.validation()), new Images(parts.test()));
  }

  /// A linear layer on 4 examples of 2 numbers, with weights 3 and -2.
  private static Network linear(Regularization regularization) {
    Model model = Model.of(Dense.of(1), Shape.of(2));
    var recipe =
        new Network.Recipe(model, MeanSquaredError.of(), GradientDescent.of(), regularization);
    Network network = new Network(recipe, KernelSelection.current().kernels(), 1, 1);
    network.state().set("weight", 3, -2);
    return network;
  }

  private static double cost(Network network, int examples, double rate) {
    Program program = network.training(examples);
    for (String scalar : program.scalars()) {
      program.set(
          scalar,
          scalar.equals("learning-rate")
              ? rate
              : network.knobs().get(scalar).at(Clock.start(1, 1)));
    }
    program.run();
    return program.number("cost");
  }

  @Test
  void theElasticNetAddsBothPenaltiesDividedByTheBatch() {
    try (Network network = linear(Regularization.NONE.withL2(0.5).withL1(0.3))) {
      // All inputs and targets are 0, so the loss is 0.
      double expected = 0.5 / (2 * 4) * (9 + 4) + 0.3 / 4 * (3 + 2);
      assertEquals(expected, cost(network, 4, 0), 1e-6);
      assertEquals(2 * expected, cost(network, 2, 0), 1e-6);
    }
  }

  @Test
  void theSlopesOfThePenaltiesPullTowardsZero() {
    try (Network network = linear(Regularization.NONE.withL2(0.5).withL1(0.3))) {
      cost(network, 4, 1);

      float[] expected = {
        (float) (3 - 0.5 * 3 / 4 - 0.3 / 4), (float) (-2 + 0.5 * 2 / 4 + 0.3 / 4)
      };
      assertArrayEquals(expected, network.state().view("weight"), 1e-6f);
      assertArrayEquals(new float[1], network.state().view("bias"), 0f);
    }
  }

  @Test
  void aWrongPenaltyIsNamed() {
    var mistake =
        assertThrows(IllegalArgumentException.class, () -> Regularization.NONE.withL1(-1));
    assertEquals("l1: expected a finite number of at least 0, but got -1.0", mistake.getMessage());
  }

  private static Mixer mixer(Mixing mixing, Shape example) {
    return new Mixer(mixing, example, 5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.4, 1, 3})
  void theShareIsOfTheBetaDistribution(double alpha) {
    Mixer mixer = mixer(new Mixing.Mixup(alpha), Shape.of(1));
    int draws = 20_000;
    double sum = 0;
    double squares = 0;
    for (int step = 0; step < draws; step++) {
      double share = mixer.share(alpha, step);
      assertTrue(share >= 0 && share <= 1);
      sum += share;
      squares += (share - 0.5) * (share - 0.5);
    }

    assertEquals(0.5, sum / draws, 0.01);
    double variance = 1 / (4 * (2 * alpha + 1));
    assertEquals(variance, squares / draws, 0.03 * variance);
  }

  @Test
  void mixupMixesBothEndsOfTheBatch() {
    float[] x = {1, 10, 2, 20, 3, 30};
    float[] targets = {0, 1, 2};
    float[] others = new float[3];

    float share = mixer(new Mixing.Mixup(1), Shape.of(2)).mix(8, 3, x, targets, others);

    float rest = 1 - share;
    assertArrayEquals(
        new float[] {
          share + 3 * rest, 10 * share + 30 * rest, 2, 20, 3 * share + rest, 30 * share + 10 * rest
        },
        x,
        1e-5f);
    assertArrayEquals(new float[] {0, 1, 2}, targets);
    assertArrayEquals(new float[] {2, 1, 0}, others);
  }

  @Test
  void theShareOfACutImageIsThatOfItsPixels() {
    Mixer mixer = mixer(new Mixing.CutMix(1), Shape.of(2, 8, 6));
    for (int step = 0; step < 50; step++) {
      float[] x = new float[2 * 96];
      java.util.Arrays.fill(x, 96, 192, 1);
      float share = mixer.mix(step, 2, x, new float[2], new float[2]);

      float cut = 0;
      for (int i = 0; i < 96; i++) {
        cut += x[i];
        assertEquals(1, x[i] + x[96 + i]);
      }
      assertEquals(1 - share, cut / 96, 1e-6);
      assertArrayEquals(
          java.util.Arrays.copyOfRange(x, 0, 48), java.util.Arrays.copyOfRange(x, 48, 96));
    }
  }

  @Test
  void boxesAreCutOfImagesOnly() {
    Trainer trainer =
        Trainer.of(Dense.of(3), SoftmaxCrossEntropy.of()).mixing(new Mixing.CutMix(1));

    var mistake = assertThrows(IllegalArgumentException.class, () -> trainer.fit(IRIS));
    assertEquals(
        "cutmix: expected images [height, width], but got examples of shape [4] — help: mixup takes"
            + " any numbers",
        mistake.getMessage());
  }

  @Test
  void theLossOfMixedExamplesIsThatOfMixedTargetsAndSmoothedOnce() {
    float[][] x = {{1, 2}, {-1, 0.5f}};
    Dataset data = Dataset.of(x, new int[] {0, 1}, List.of("a", "b"));
    Splits splits = Splits.of(data, data, data);
    Trainer trainer =
        Trainer.of(Dense.of(2), SoftmaxCrossEntropy.of().withSmoothing(0.2))
            .batchSize(2)
            .mixing(new Mixing.Mixup(1));
    try (TrainingRun run = trainer.start(splits)) {
      Network network = run.network();
      float[] w = network.state().view("weight").clone();
      Knobs knobs = new Knobs(network.knobs(), java.util.Map.of(), network.products());
      var batches = dev.glissade.data.Batches.inOrder(data, 2);
      Stepper.of(network, knobs, batches, 1).step(run.clock());
      Program program = network.training(2);
      float[] mixed = program.input("x");
      double share = program.input(Network.SHARE)[0];
      double expected = 0;
      for (int i = 0; i < 2; i++) {
        double z0 = mixed[2 * i] * w[0] + mixed[2 * i + 1] * w[2];
        double z1 = mixed[2 * i] * w[1] + mixed[2 * i + 1] * w[3];
        double sum = Math.log(Math.exp(z0) + Math.exp(z1));
        double own = i == 0 ? share : 1 - share;
        double q0 = 0.8 * own + 0.1;
        expected -= (q0 * (z0 - sum) + (1 - q0) * (z1 - sum)) / 2;
      }

      assertEquals(expected, program.number("cost"), 1e-5);
    }
  }

  @Test
  void aScheduleMayDriveTheSmoothing() {
    var recipe =
        new Network.Recipe(
            Model.of(Dense.of(3), Shape.of(4)),
            SoftmaxCrossEntropy.of().withSmoothing(0.1),
            GradientDescent.of(),
            Regularization.NONE);
    try (Network network = new Network(recipe, KernelSelection.current().kernels(), 1, 1)) {
      var knobs =
          new Knobs(
              network.knobs(),
              java.util.Map.of("label-smoothing", Schedule.linear(0.2, 0)),
              network.products());
      Clock begin = Clock.start(1, 4);
      Clock middle = begin.next(1).next(1);

      assertEquals(0.2, knobs.value("label-smoothing", begin), 1e-12);
      assertEquals(0.1, knobs.value("label-smoothing", middle), 1e-12);
    }
  }

  private static Trainer everything(Mixing mixing) {
    Layer layers =
        Sequential.of(
            Flatten.of(),
            GaussianNoise.of(0.1),
            Dense.of(8),
            BatchNorm.of(),
            Relu.of(),
            Dropout.of(0.2),
            Dense.of(10));
    return Trainer.of(layers, SoftmaxCrossEntropy.of().withSmoothing(0.1))
        .optimizer(Adam.of().maxNorm(2))
        .mixing(mixing)
        .l1(0.01)
        .l2(0.01)
        .batchSize(33)
        .epochs(2)
        .seed(7);
  }

  @Test
  void theThreadsDoNotMatter() {
    Trainer trainer = everything(new Mixing.Mixup(0.4));

    assertEquals(
        trainer.threads(1).fit(DIGITS).stateSha256(), trainer.threads(3).fit(DIGITS).stateSha256());
  }

  @Test
  void aMixedTrainingContinuesToTheSameBits(@TempDir Path folder) {
    for (Mixing mixing : List.of(new Mixing.Mixup(0.4), new Mixing.CutMix(1))) {
      Trainer trainer = everything(mixing).threads(1);
      String undisturbed = trainer.fit(DIGITS).stateSha256();
      AtomicInteger steps = new AtomicInteger();
      Path place = folder.resolve(mixing.getClass().getSimpleName());
      Trainer cut =
          trainer
              .checkpoints(place, new CheckpointInterval.Steps(1000))
              .stopWhen(() -> steps.getAndIncrement() == 4);
      cut.fit(DIGITS);
      try (TrainingRun rest = cut.start(DIGITS)) {
        var layout = rest.network().state().layout();
        rest.restore(new CheckpointFolder(place).newest(layout, _ -> {}).orElseThrow());
        assertEquals(undisturbed, rest.finish().stateSha256(), mixing.toString());
      }
    }
  }

  @Test
  void theIncomingWeightsOfUnitsAreHeldAfterEveryStep() {
    Run run = everything(new Mixing.None()).fit(DIGITS);
    float[] weight = run.state().view("2.dense.weight");
    for (int unit = 0; unit < 8; unit++) {
      double squares = 0;
      for (int i = unit; i < weight.length; i += 8) {
        squares += weight[i] * weight[i];
      }
      assertTrue(Math.sqrt(squares) <= 2 * (1 + 1e-6), "norm " + Math.sqrt(squares));
    }
  }
}
