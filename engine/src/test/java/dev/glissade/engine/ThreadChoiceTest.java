package dev.glissade.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadChoiceTest {
  private static final int LONG = 500_000;

  /// A program whose runs take a time that depends on the number of threads.
  private static final class Simulation {
    private final ThreadChoice choice;
    private IntToLongFunction nanos;
    private long now;

    Simulation(int size, IntToLongFunction nanos) {
      this.nanos = nanos;
      choice = new ThreadChoice(size, () -> now);
    }

    /// How many of the runs each number of threads had.
    int[] run(int runs) {
      int[] counts = new int[17];
      for (int i = 0; i < runs; i++) {
        int threads = choice.begin();
        now += nanos.applyAsLong(threads);
        choice.end();
        counts[threads]++;
      }
      return counts;
    }
  }

  private static void assertMostly(int threads, int[] counts) {
    int all = java.util.Arrays.stream(counts).sum();
    assertTrue(counts[threads] > 0.99 * all, () -> java.util.Arrays.toString(counts));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 8, 16})
  void allThreadsWhereMoreAreFaster(int size) {
    Simulation simulation = new Simulation(size, threads -> 1_000_000 / threads);
    assertMostly(size, simulation.run(LONG));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 8, 16})
  void oneThreadWhereFewerAreFaster(int size) {
    Simulation simulation = new Simulation(size, threads -> 100_000 + 10_000 * threads);
    simulation.run(LONG);
    assertMostly(1, simulation.run(LONG));
  }

  @Test
  void aNumberInBetween() {
    Simulation simulation = new Simulation(16, threads -> 400_000 / threads + 25_000L * threads);
    simulation.run(LONG);
    assertMostly(4, simulation.run(LONG));
  }

  @Test
  void staysWhereNothingIsGained() {
    Simulation simulation = new Simulation(2, _ -> 50_000);
    simulation.run(LONG);
    assertMostly(2, simulation.run(LONG));
  }

  /// Of long runs, and of short ones, a trial costs little.
  @ParameterizedTest
  @ValueSource(longs = {10_000, 1_000_000, 50_000_000})
  void trialsTakeLittleTime(long nanos) {
    Simulation simulation = new Simulation(2, threads -> 2 * nanos / threads);
    simulation.run(LONG);
    long before = simulation.now;
    simulation.run(LONG);
    assertTrue(simulation.now - before < 1.005 * nanos * LONG);
  }

  @Test
  void followsAMachineThatChanges() {
    Simulation simulation = new Simulation(2, threads -> 1_000_000 / threads);
    simulation.run(LONG);
    simulation.nanos = threads -> threads == 1 ? 1_000_000 : 1_400_000;
    simulation.run(20_000);
    assertMostly(1, simulation.run(LONG));
    simulation.nanos = threads -> 1_000_000 / threads;
    simulation.run(20_000);
    assertMostly(2, simulation.run(LONG));
  }

  /// A process with whom a core is shared in turns of 3 ms stops the second thread in the middle of
  /// every other turn: runs are fast, and now and then there is a long one.
  @Test
  void countsWaitsForAnotherProcess() {
    long turn = 3_000_000;
    Simulation simulation = new Simulation(2, _ -> 0);
    simulation.nanos =
        threads -> {
          boolean isStopped = (simulation.now + 60_000) / turn > simulation.now / turn;
          return threads == 1 ? 100_000 : isStopped ? turn : 60_000;
        };
    simulation.run(LONG);
    assertMostly(1, simulation.run(LONG));
  }

  /// One run takes a hundred times as long as usual.
  @Test
  void anInterruptionChangesLittle() {
    for (int bad = 0; bad < 600; bad += 29) {
      int[] run = {0};
      int at = bad;
      Simulation simulation =
          new Simulation(
              2, threads -> (run[0]++ == at ? 100 : 1) * (threads == 2 ? 60_000L : 100_000L));
      int[] counts = simulation.run(LONG);
      assertTrue(counts[2] > 0.96 * LONG, () -> at + ": " + counts[2]);
    }
  }

  @Test
  void settlesDespiteNoise() {
    RandomGenerator random = new SplittableRandom(1);
    Simulation simulation =
        new Simulation(
            2, threads -> (long) ((threads == 2 ? 70_000 : 100_000) * (1 + random.nextDouble())));
    int[] counts = simulation.run(LONG);
    assertEquals(LONG, counts[1] + counts[2]);
    assertTrue(counts[2] > 0.96 * LONG, () -> counts[2] + " of " + LONG);
  }
}
