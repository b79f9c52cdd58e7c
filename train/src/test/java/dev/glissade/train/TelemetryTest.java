package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Dataset;
import dev.glissade.data.Splits;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private static final Layer PLAIN = Sequential.of(Dense.of(16), Relu.of(), Dense.of(2));
  private static final Layer FULL =
      Sequential.of(Dense.of(16), BatchNorm.of(), Relu.of(), Dropout.of(0.3), Dense.of(2));

  private static Dataset examples(int count, boolean isEqual) {
    Random random = new Random(3);
    float[][] x = new float[count][6];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < 6; j++) {
        x[i][j] = isEqual ? j : (float) random.nextGaussian();
      }
      labels[i] = !isEqual && x[i][0] + x[i][1] > 0 ? 1 : 0;
    }
    return Dataset.of(x, labels, List.of("no", "yes"));
  }

  private static Splits splits(Dataset all) {
    Dataset none = all.subset(new int[0]);
    return Splits.of(all, none, none);
  }

  private static Trainer trainer(Layer layer, Optimizer optimizer, int epochs) {
    return Trainer.of(layer, SoftmaxCrossEntropy.of())
        .optimizer(optimizer)
        .batchSize(16)
        .epochs(epochs)
        .threads(1);
  }

  private static List<TrainEvent.Observed> observed(Trainer trainer, Dataset data) {
    List<TrainEvent.Observed> seen = new ArrayList<>();
    trainer.listener(event -> collect(event, seen), 1000).fit(splits(data));
    return seen;
  }

  private static void collect(TrainEvent event, List<TrainEvent.Observed> seen) {
    if (event instanceof TrainEvent.Observed observed) {
      seen.add(observed);
    }
  }

  @Test
  void trainingHasTheSameBitsWithAndWithoutIt() {
    Optimizer optimizer = Adam.of().learningRate(0.01).clipNorm(0.5);
    Trainer trainer = trainer(FULL, optimizer, 60).l2(0.1);
    Splits data = splits(examples(74, false));
    List<TrainEvent.Observed> seen = new ArrayList<>();

    Run with = trainer.listener(event -> collect(event, seen), 1000).fit(data);

    assertEquals(2, seen.size());
    assertEquals(trainer.fit(data).stateSha256(), with.stateSha256());
  }

  @Test
  void plainGradientDescentGoesAsFarAsItsRate() {
    for (var seen : observed(trainer(PLAIN, rate(0.05), 70), examples(64, false))) {
      seen.observation()
          .roles()
          .forEach(
              (name, role) -> assertEquals(0.05, role.effectiveRate().orElseThrow(), 1e-6, name));
    }
  }

  private static Optimizer rate(double rate) {
    return new GradientDescent(Schedule.constant(rate));
  }

  /// The norms are those of the step itself: compared with the state before and after it.
  @Test
  void normsAreThoseOfTheStep() {
    List<float[]> weights = new ArrayList<>();
    List<TrainEvent.Observed> seen = new ArrayList<>();
    Trainer trainer = trainer(PLAIN, Adam.of(), 32);
    TrainingRun[] run = new TrainingRun[1];
    Trainer listening =
        trainer.listener(
            event -> {
              collect(event, seen);
              if (event instanceof TrainEvent.StepFinished && event.clock().step() >= 63) {
                weights.add(run[0].network().state().view("parameters/weight"));
              }
            },
            1);
    run[0] = listening.start(splits(examples(64, false)));
    run[0].finish();
    run[0].close();

    Observation.OfRole role = seen.getFirst().observation().roles().get("weight");
    double parameters = 0;
    double change = 0;
    for (int i = 0; i < weights.get(0).length; i++) {
      double before = weights.get(0)[i];
      parameters += before * before;
      change += Math.pow(weights.get(1)[i] - before, 2);
    }
    assertEquals(64, seen.getFirst().clock().step());
    assertEquals(Math.sqrt(parameters), role.parameterNorm(), 1e-5);
    assertEquals(Math.sqrt(change), role.changeNorm(), 1e-6);
    assertEquals(Math.sqrt(change) / Math.sqrt(parameters), role.changeRatio().orElseThrow(), 1e-6);
  }

  @Test
  void theShareThatEpsilonRulesIsAllOrNothingAtTheExtremes() {
    Adam adam = Adam.of();
    Adam ruled = new Adam(adam.learningRate(), 0.9, 0.999, 0.9);
    assertEquals(1, share(ruled), 0.02);
    assertEquals(0, share(adam), 0.02);
    assertTrue(
        observed(trainer(PLAIN, rate(0.1), 32), examples(64, false))
            .getFirst()
            .observation()
            .roles()
            .get("weight")
            .epsilonShare()
            .isEmpty());
  }

  private static double share(Optimizer optimizer) {
    return observed(trainer(PLAIN, optimizer, 32), examples(64, false))
        .getFirst()
        .observation()
        .roles()
        .get("weight")
        .epsilonShare()
        .orElseThrow();
  }

  @Test
  void clippingIsTold() {
    Dataset data = examples(64, false);
    assertEquals(true, clipped(rate(0.01).clipNorm(1e-6), data).orElseThrow());
    assertEquals(false, clipped(rate(0.01).clipNorm(1e6), data).orElseThrow());
    assertTrue(clipped(rate(0.01), data).isEmpty());
  }

  private static java.util.Optional<Boolean> clipped(Optimizer optimizer, Dataset data) {
    return observed(trainer(PLAIN, optimizer, 32), data).getFirst().observation().clipped();
  }

  @Test
  void deadUnitsAreCounted() {
    List<TrainEvent.Observed> seen = new ArrayList<>();
    Trainer trainer = trainer(PLAIN, rate(1e-6), 32);
    try (TrainingRun run =
        trainer.listener(event -> collect(event, seen), 1000).start(splits(examples(64, false)))) {
      float[] bias = new float[16];
      Arrays.fill(bias, 0, 4, -1e3f);
      Arrays.fill(bias, 4, 16, 1e3f);
      run.network().state().set("0.dense.bias", bias);
      run.finish();
    }

    assertEquals(0.25, seen.getFirst().observation().deadUnits().get("1.relu"), 1e-6);
  }

  @Test
  void equalExamplesHaveNoNoise() {
    Observation.Noise noise =
        observed(trainer(PLAIN, rate(1e-6), 32), examples(64, true))
            .getFirst()
            .observation()
            .noise()
            .orElseThrow();

    assertTrue(noise.signal() > 0, noise.toString());
    assertEquals(0, noise.variance(), 1e-6 * noise.signal());
  }

  /// Gradients of examples drawn around a known mean with a known variance.
  @Test
  void varianceAndSignalComeOutAsTheyWerePutIn() {
    Random random = new Random(5);
    int dimensions = 20;
    int all = 32;
    double variance = 0;
    double signal = 0;
    int trials = 2000;
    for (int trial = 0; trial < trials; trial++) {
      double gradient = 0;
      double distance = 0;
      for (int d = 0; d < dimensions; d++) {
        double first = 0;
        double second = 0;
        for (int i = 0; i < all; i++) {
          double value = 0.5 + 3 * random.nextGaussian();
          first += i < 12 ? value : 0;
          second += value;
        }
        gradient += Math.pow(second / all, 2);
        distance += Math.pow(first / 12 - second / all, 2);
      }
      Observation.Noise noise = Observation.Noise.of(gradient, distance, 12, all);
      variance += noise.variance() / trials;
      signal += noise.signal() / trials;
    }
    assertEquals(9 * dimensions, variance, 3);
    assertEquals(0.25 * dimensions, signal, 0.3);
  }

  /// 74 examples in batches of 16 are 5 batches an epoch, of which the last is short.
  @Test
  void aShortBatchIsPassedOverAndTheNextOneTaken() {
    List<Long> steps =
        observed(trainer(PLAIN, rate(0.01), 260), examples(74, false)).stream()
            .map(seen -> seen.clock().step())
            .toList();

    assertEquals(List.of(64L, 256L, 512L, 768L, 1024L, 1281L), steps);
  }

  @Test
  void nobodyListeningMeansNothingIsLookedAt() {
    List<TrainEvent.Observed> seen = new ArrayList<>();
    trainer(PLAIN, rate(0.01), 70)
        .listener(event -> collect(event, seen), 0)
        .fit(splits(examples(64, false)));

    assertEquals(List.of(), seen);
  }
}
