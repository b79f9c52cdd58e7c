package dev.glissade.cli;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Program;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.KernelSelection;
import java.util.Map;

/// Multiplies matrices for about a second through the engine, to see how fast this machine is and
/// whether it is right.
record MatMulTrial(int threads) {
  private static final int SIZE = 512;
  private static final int ROUNDS = 8;
  private static final long NANOS_PER_ROUND = 100_000_000;

  /// The speed of the best round, and the largest error of some rows against sums in double.
  record Outcome(double gigaflops, double largestError) {
    boolean isRight() {
      return largestError < 1e-3;
    }
  }

  Outcome measure() {
    Graph graph = new Graph();
    Shape square = Shape.of(SIZE, SIZE);
    Tensor product = graph.input("a", square).matMul(graph.input("b", square));
    Step step = Step.reading(graph, Map.of("product", product));
    try (ThreadTeam team = new ThreadTeam(threads)) {
      State state = new State(new State.Layout());
      Program program = Program.compile(step, state, KernelSelection.current().kernels(), team);
      fill(program.input("a"), 1);
      fill(program.input("b"), 2);
      double best = 0;
      for (int round = 0; round < ROUNDS; round++) {
        best = Math.max(best, speed(program));
      }
      return new Outcome(best, largestError(program));
    }
  }

  private static void fill(float[] values, int seed) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(seed * (i + 1));
    }
  }

  private static double speed(Program program) {
    long start = System.nanoTime();
    long products = 0;
    while (System.nanoTime() - start < NANOS_PER_ROUND) {
      program.run();
      products++;
    }
    return 2.0 * SIZE * SIZE * SIZE * products / (System.nanoTime() - start);
  }

  private static double largestError(Program program) {
    float[] a = program.input("a");
    float[] b = program.input("b");
    float[] product = program.read("product");
    double largest = 0;
    for (int row = 0; row < SIZE; row += 73) {
      for (int column = 0; column < SIZE; column++) {
        double sum = 0;
        for (int k = 0; k < SIZE; k++) {
          sum += (double) a[row * SIZE + k] * b[k * SIZE + column];
        }
        largest = Math.max(largest, Math.abs(sum - product[row * SIZE + column]));
      }
    }
    return largest;
  }
}
