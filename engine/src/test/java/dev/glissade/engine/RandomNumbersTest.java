package dev.glissade.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.kernels.PlainKernels;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class RandomNumbersTest {
  private static final int MANY = 200_000;

  /// By a program in another language, from the definition.
  private static final long PINNED_KEY = 0x36362BE172DE1D8FL;
  private static final long PINNED_BITS = 0xF6F43705BE5A6212L;

  private static double mean(LongToDoubleFunction f) {
    double sum = 0;
    for (long i = 0; i < MANY; i++) {
      sum += f.applyAsDouble(i);
    }
    return sum / MANY;
  }

  @Test
  void uniformNumbersHaveTheMomentsOfTheUniformDistribution() {
    RandomNumbers random = RandomNumbers.of(7, "test");

    assertEquals(0.5, mean(random::uniform), 5 * Math.sqrt(1.0 / 12 / MANY));
    assertEquals(1.0 / 3, mean(i -> Math.pow(random.uniform(i), 2)), 5 * 0.3 / Math.sqrt(MANY));
    for (long i = 0; i < MANY; i++) {
      double u = random.uniform(i);
      assertTrue(u >= 0 && u < 1);
    }
  }

  @Test
  void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
    RandomNumbers random = RandomNumbers.of(7, "test");
    double deviation = 1 / Math.sqrt(MANY);

    assertEquals(0, mean(random::normal), 5 * deviation);
    assertEquals(1, mean(i -> Math.pow(random.normal(i), 2)), 5 * Math.sqrt(2) * deviation);
    assertEquals(0, mean(i -> Math.pow(random.normal(i), 3)), 5 * Math.sqrt(15) * deviation);
    assertEquals(3, mean(i -> Math.pow(random.normal(i), 4)), 5 * Math.sqrt(96) * deviation);
    assertEquals(0.6827, mean(i -> Math.abs(random.normal(i)) < 1 ? 1 : 0), 5 * 0.47 * deviation);
  }

  @Test
  void neighboursSeedsPurposesAndStepsAreUncorrelated() {
    RandomNumbers random = RandomNumbers.of(7, "0.dropout");
    RandomNumbers other = RandomNumbers.of(7, "1.dropout");
    RandomNumbers reseeded = RandomNumbers.of(8, "0.dropout");
    double bound = 5.0 / 12 / Math.sqrt(MANY);

    assertEquals(0, covariance(random::uniform, i -> random.uniform(i + 1)), bound);
    assertEquals(0, covariance(random::uniform, other::uniform), bound);
    assertEquals(0, covariance(random::uniform, reseeded::uniform), bound);
    assertEquals(0, covariance(random.at(0)::uniform, random.at(1)::uniform), bound);
    assertEquals(0, covariance(random.at(0)::uniform, i -> random.at(1).uniform(i + 1)), bound);
    assertEquals(
        0, covariance(i -> random.at(i).uniform(3), i -> random.at(i + 1).uniform(3)), bound);
  }

  private static double covariance(LongToDoubleFunction a, LongToDoubleFunction b) {
    return mean(i -> (a.applyAsDouble(i) - 0.5) * (b.applyAsDouble(i) - 0.5));
  }

  @Test
  void aNumberDependsOnItsAddressOnly() {
    double late = RandomNumbers.of(7, "a").at(5).uniform(1_000_000);

    assertEquals(late, RandomNumbers.of(7, "a").at(5).uniform(1_000_000));
    assertNotEquals(late, RandomNumbers.of(7, "a").at(6).uniform(1_000_000));
    assertNotEquals(late, RandomNumbers.of(7, "b").at(5).uniform(1_000_000));
    assertNotEquals(late, RandomNumbers.of(6, "a").at(5).uniform(1_000_000));
  }

  @Test
  void addressesDoNotCollide() {
    Set<Long> keys = new HashSet<>();
    for (long seed = 0; seed < 30; seed++) {
      for (int layer = 0; layer < 30; layer++) {
        RandomNumbers purpose = RandomNumbers.of(seed, layer + ".dropout");
        for (long step = 0; step < 100; step++) {
          assertTrue(keys.add(purpose.at(step).key()));
        }
      }
    }
  }

  /// Resumed runs and released versions depend on these very numbers.
  @Test
  void theNumbersNeverChange() {
    RandomNumbers random = RandomNumbers.of(7, "initial 0.dense.weight");

    assertEquals(PINNED_KEY, random.key());
    assertEquals(PINNED_BITS, random.at(3).bits(11));
  }

  @Test
  void dropoutKeepsTheRightShareAndTheMean() {
    float[] y = dropout(0.3, 1);
    int kept = 0;
    double sum = 0;
    for (float value : y) {
      assertTrue(value == 0 || value == (float) (1 / 0.7));
      kept += value == 0 ? 0 : 1;
      sum += value;
    }

    assertEquals(0.7, (double) kept / y.length, 5 * Math.sqrt(0.21 / y.length));
    assertEquals(1, sum / y.length, 5 * Math.sqrt(0.3 / 0.7 / y.length));
  }

  @Test
  void dropoutWithRateZeroKeepsEverything() {
    float[] ones = new float[100_000];
    java.util.Arrays.fill(ones, 1);

    assertArrayEquals(ones, dropout(0, 1));
  }

  @Test
  void theMaskDoesNotDependOnTheNumberOfThreads() {
    assertArrayEquals(dropout(0.5, 1), dropout(0.5, 3));
  }

  private static float[] dropout(double rate, int threads) {
    Graph graph = new Graph();
    Tensor ones = graph.constant(1).broadcast(Shape.of(1000, 100));
    Tensor y = graph.add(new Op.Dropout("0.dropout"), ones, graph.scalar("rate"));
    try (ThreadTeam team = new ThreadTeam(threads)) {
      Step step = Step.reading(graph, Map.of("y", y));
      State state = new State(new State.Layout());
      Program program = Program.compile(step, state, PlainKernels.kernels(), team);
      program.seed(7);
      program.step(2);
      program.set("rate", rate);
      program.run();
      return program.read("y");
    }
  }
}
