package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glissade.data.Datasets;
import dev.glissade.data.Splits;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.AdamW;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.LayerRates;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LayerRatesTest {
  private static final Splits IRIS = Datasets.iris().split(0.8, 0.1, 0.1, 7);

  private static Trainer trainer(Optimizer optimizer) {
    var layers =
        Sequential.of(Dense.of(6), BatchNorm.of(), Relu.of(), Dense.of(5), Relu.of(), Dense.of(3));
    return Trainer.of(layers, SoftmaxCrossEntropy.of())
        .optimizer(optimizer)
        .batchSize(30)
        .epochs(4)
        .seed(7)
        .threads(1);
  }

  /// The first weights, and those after so many steps.
  private static float[][] weights(Trainer trainer, String path, int steps) {
    try (TrainingRun run = trainer.start(IRIS)) {
      float[] first = run.network().state().view(path);
      AtomicInteger taken = new AtomicInteger();
      Run done = trainer.stopWhen(() -> taken.getAndIncrement() == steps).fit(IRIS);
      return new float[][] {first, done.state().view(path)};
    }
  }

  @Test
  void aFactorMultipliesTheChangeOfItsLayerOnly() {
    Optimizer plain = GradientDescent.of().learningRate(0.1);
    Optimizer slow = new LayerRates(Map.of("0", Schedule.constant(0.25)), 1).of(plain);
    for (String path : new String[] {"0.dense.weight", "3.dense.weight", "5.dense.bias"}) {
      float[][] expected = weights(trainer(plain), path, 1);
      float[][] actual = weights(trainer(slow), path, 1);
      double factor = path.startsWith("0") ? 0.25 : 1;
      for (int i = 0; i < expected[0].length; i++) {
        double change = expected[1][i] - expected[0][i];
        assertEquals(expected[0][i] + factor * change, actual[1][i], 1e-7);
      }
    }
  }

  @Test
  void factorsOfOneChangeNoBit() {
    Optimizer adam = Adam.of().clipNorm(1);
    Optimizer same = new LayerRates(Map.of("3", Schedule.constant(1)), 1).of(adam);

    assertEquals(trainer(adam).fit(IRIS).stateSha256(), trainer(same).fit(IRIS).stateSha256());
  }

  @Test
  void aFrozenLayerDoesNotMoveUntilItsEpochEvenByWeightDecay() {
    Optimizer frozen = new LayerRates(Map.of("0", LayerRates.unfrozenAt(2, 0.5)), 1).of(AdamW.of());
    int perEpoch = 4;

    float[][] before = weights(trainer(frozen), "0.dense.weight", 2 * perEpoch);
    assertArrayEquals(before[0], before[1]);
    float[][] others = weights(trainer(frozen), "3.dense.weight", 2 * perEpoch);
    assertFalse(Arrays.equals(others[0], others[1]));
    float[][] after = weights(trainer(frozen), "0.dense.weight", 2 * perEpoch + 1);
    assertFalse(Arrays.equals(after[0], after[1]));
  }

  /// Layers from the last: 1, 1/2, 1/4; the normalisation goes with the layer before it.
  @Test
  void ratesDecayWithTheDistanceFromTheLastLayer() {
    Optimizer plain = GradientDescent.of().learningRate(0.1);
    Optimizer decayed = new LayerRates(Map.of(), 0.5).of(plain);
    Map<String, Double> factors =
        Map.of(
            "0.dense.weight",
            0.25,
            "1.batchnorm.gamma",
            0.25,
            "3.dense.weight",
            0.5,
            "5.dense.weight",
            1.0,
            "5.dense.bias",
            1.0);
    factors.forEach(
        (path, factor) -> {
          float[][] expected = weights(trainer(plain), path, 1);
          float[][] actual = weights(trainer(decayed), path, 1);
          for (int i = 0; i < expected[0].length; i++) {
            double change = expected[1][i] - expected[0][i];
            assertEquals(expected[0][i] + factor * change, actual[1][i], 2e-7, path);
          }
        });
  }

  @Test
  void theLongestPathCounts() {
    Map<String, Schedule> both =
        Map.of("5", Schedule.constant(0), "5.dense.bias", Schedule.constant(1));
    Optimizer mixed = new LayerRates(both, 1).of(GradientDescent.of().learningRate(0.1));

    float[][] weight = weights(trainer(mixed), "5.dense.weight", 3);
    float[][] bias = weights(trainer(mixed), "5.dense.bias", 3);
    assertArrayEquals(weight[0], weight[1]);
    assertFalse(Arrays.equals(bias[0], bias[1]));
  }

  @Test
  void aLayerThatDoesNotExistIsRefused() {
    Optimizer wrong = new LayerRates(Map.of("2", Schedule.constant(0.1)), 1).of(Adam.of());

    var e = assertThrows(IllegalArgumentException.class, () -> trainer(wrong).fit(IRIS));
    assertEquals(
        "layer-rates: expected layers among [0.dense, 1.batchnorm, 3.dense, 5.dense], but got [2]",
        e.getMessage());
  }
}
