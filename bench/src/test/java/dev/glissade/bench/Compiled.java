package dev.glissade.bench;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Program;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.KernelSelection;
import java.util.Map;

/// A few operations compiled as a training step would be, with random inputs: the real call path.
final class Compiled implements AutoCloseable {
  private final ThreadTeam team;
  private final Program program;

  Compiled(Step step, State.Layout layout, String kernels, int threads) {
    State state = new State(layout);
    team = new ThreadTeam(threads);
    program = Program.compile(step, state, KernelSelection.choose(kernels).kernels(), team);
  }

  /// A graph whose value can be read as `y`.
  static Compiled of(Graph graph, Tensor y, String kernels) {
    return new Compiled(Step.reading(graph, Map.of("y", y)), new State.Layout(), kernels, 1);
  }

  /// Fills an input with values around zero.
  Compiled fill(String input) {
    float[] values = program.input(input);
    float[] uniform = RandomBatches.uniform(input, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * uniform[i] - 1;
    }
    return this;
  }

  Program program() {
    return program;
  }

  @Override
  public void close() {
    team.close();
  }
}
