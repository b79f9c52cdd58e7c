package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Dataset;
import dev.glissade.data.Splits;
import dev.glissade.engine.Shape;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Layer;
import dev.glissade.nn.MeanSquaredError;
import dev.glissade.nn.Model;
import dev.glissade.nn.Sequential;
import dev.glissade.optim.Adam;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSizeTest {
  private static final Layer LAYERS =
      Sequential.of(Dense.of(4), BatchNorm.of(), Dropout.of(0.3), Dense.of(1));

  private static Dataset data(int examples) {
    float[][] x = new float[examples][2];
    float[] y = new float[examples];
    for (int i = 0; i < examples; i++) {
      x[i] = new float[] {i % 17, i % 5};
      y[i] = i % 3;
    }
    return Dataset.of(x, y);
  }

  @Test
  void sizesAreReadFromWords() {
    assertEquals(new BatchSize.Full(), BatchSize.parse("full"));
    assertEquals(new BatchSize.Auto(), BatchSize.parse("auto"));
    assertEquals(new BatchSize.Fixed(32), BatchSize.parse("32"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Full", "1.5", "3000000000", "x"})
  void otherWordsAreRefused(String text) {
    assertEquals(
        "batch-size: expected a positive number, full or auto, but got '%s'".formatted(text),
        assertThrows(IllegalArgumentException.class, () -> BatchSize.parse(text)).getMessage());
  }

  private static BatchSize.Choice automatic(int examples) {
    Splits splits = Splits.of(data(examples), data(1), data(1));
    Trainer trainer = Trainer.of(LAYERS, MeanSquaredError.of()).batchSize(new BatchSize.Auto());
    try (TrainingRun run = trainer.threads(1).start(splits)) {
      return run.batchSize();
    }
  }

  @Test
  void upToTwoThousandExamplesAreOneBatch() {
    assertEquals(
        new BatchSize.Choice(2000, "at most 2000 examples: the full batch"), automatic(2000));
    assertEquals(3, automatic(3).examples());
  }

  @Test
  void moreThanTwoThousandExamplesAreProbed() {
    BatchSize.Choice choice = automatic(2001);

    assertTrue(List.of(64, 128, 256, 512).contains(choice.examples()), choice.toString());
    assertTrue(
        choice.reason().matches("fastest of 64 to 512 in a probe: \\d+ examples/s"),
        choice.reason());
  }

  @Test
  void theProbeLeavesNoTraceInTheState() {
    var recipe =
        new Network.Recipe(
            Model.of(LAYERS, Shape.of(2)), MeanSquaredError.of(), Adam.of().clipNorm(1), 0.1);
    try (Network network = new Network(recipe, KernelSelection.current().kernels(), 1, 3)) {
      String before = network.state().sha256();

      new BatchSizeProbe(network, data(2001)).choose();

      assertEquals(before, network.state().sha256());
    }
  }

  @Test
  void aProbedRunEqualsARunOfTheSizeThatWasChosen() {
    Dataset few = data(10);
    Splits splits = Splits.of(data(2001), few, few);
    Trainer automatic =
        Trainer.of(LAYERS, MeanSquaredError.of())
            .batchSize(new BatchSize.Auto())
            .epochs(2)
            .threads(1);
    try (TrainingRun run = automatic.start(splits)) {
      String hash = run.finish().stateSha256();

      int chosen = run.batchSize().examples();
      assertEquals(hash, automatic.batchSize(chosen).fit(splits).stateSha256());
    }
  }

  @Test
  void theLastBatchIsAveragedOverItsTrueSize() {
    Splits splits = Splits.of(data(10), data(1), data(1));
    Trainer trainer = Trainer.of(Dense.of(1), MeanSquaredError.of()).batchSize(4).epochs(1);
    double[] costs = new double[3];

    Run run =
        trainer
            .listener(
                event -> {
                  if (event instanceof TrainEvent.StepFinished step) {
                    costs[(int) step.clock().step() - 1] = step.cost();
                  }
                },
                1)
            .fit(splits);

    double mean = (4 * costs[0] + 4 * costs[1] + 2 * costs[2]) / 10;
    assertEquals(mean, run.history().getFirst().trainLoss(), 1e-12 * mean);
    assertEquals(10, run.clock().samples());
    assertTrue(Arrays.stream(costs).allMatch(cost -> cost > 0));
  }
}
