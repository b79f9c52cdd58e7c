package dev.glissade.bench;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Program;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.ThreadTeam;
import java.util.Map;

/// Times matrix products through the engine, as a training step calls them.
record ProductBench(Workload.Product workload, Bench.Settings settings) {
  private static final int ROWS_CHECKED = 8;

  /// GFLOP/s.
  ///
  /// @throws WrongResultException if rows differ from sums in double
  Sample run() {
    Graph graph = new Graph();
    Tensor a = graph.input("a", Shape.of(workload.m(), workload.k()));
    Tensor b = graph.input("b", Shape.of(workload.k(), workload.n()));
    Step step = Step.reading(graph, Map.of("product", a.matMul(b)));
    try (ThreadTeam team = new ThreadTeam(settings.threads())) {
      State state = new State(new State.Layout());
      Program program = Program.compile(step, state, settings.kernels(), team);
      fill(program.input("a"), "a");
      fill(program.input("b"), "b");
      Sample sample = settings.stopwatch().microseconds(_ -> program.run());
      check(program);
      double operations = 2.0 * workload.m() * workload.n() * workload.k();
      return sample.map(microseconds -> operations / microseconds / 1e3);
    }
  }

  private static void fill(float[] values, String stream) {
    float[] uniform = RandomBatches.uniform(stream, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = uniform[i] - 0.5f;
    }
  }

  private void check(Program program) {
    float[] a = program.input("a");
    float[] b = program.input("b");
    float[] c = program.read("product");
    int every = Math.max(1, workload.m() / ROWS_CHECKED);
    for (int row = 0; row < workload.m(); row += every) {
      for (int column = 0; column < workload.n(); column++) {
        double sum = 0;
        for (int k = 0; k < workload.k(); k++) {
          sum += (double) a[row * workload.k() + k] * b[k * workload.n() + column];
        }
        double error = Math.abs(sum - c[row * workload.n() + column]);
        if (!(error <= 1e-6 * workload.k())) {
          throw new WrongResultException(
              "%s: expected sums as in double, but got an error of %.1e in row %d"
                  .formatted(workload.name(), error, row));
        }
      }
    }
  }
}
