package dev.glissade.engine;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.kernels.PlainKernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A compiled step computes what its graph says, whatever is fused, overwritten or shares memory.
class ProgramPropertyTest {
  private static final double TOLERANCE = 2e-5;
  private static final int[] ROWS = {6, 1, 2, 5, 6};
  private static final int[] COLUMNS = {5, 6, 1, 1, 4, 5, 3};

  @Test
  void aSmallRandomStepEqualsTheReference() {
    int updated = 0;
    for (long seed = 0; seed < 600; seed++) {
      int rows = ROWS[(int) (seed % ROWS.length)];
      int columns = COLUMNS[(int) (seed % COLUMNS.length)];
      updated += check(seed, new RandomGraph(seed, rows, columns, 4 + (int) (seed % 41)), 1, 3);
    }
    assertTrue(updated > 1000, "only " + updated + " updates");
  }

  @Test
  void aRandomStepOfGradientDescentEqualsTheReference() {
    for (long seed = 0; seed < 400; seed++) {
      int rows = ROWS[(int) (seed % ROWS.length)];
      int columns = COLUMNS[(int) (seed % COLUMNS.length)];
      check(seed, RandomGraph.descent(seed, rows, columns, 4 + (int) (seed % 23)), 1, 3);
    }
  }

  @Test
  void aRandomStepOfSeveralTilesAndPartsHasTheSameBitsForAnyNumberOfThreads() {
    for (long seed = 0; seed < 40; seed++) {
      RandomGraph random =
          seed % 2 == 0
              ? new RandomGraph(seed, 300, 130, 16)
              : RandomGraph.descent(seed, 300, 130, 8);
      check(seed, random, 3, 1);
      List<String> one = hashes(random, 1);
      assertEquals(one, hashes(random, 2), "seed " + seed);
      assertEquals(one, hashes(random, 4), "seed " + seed);
    }
  }

  private static State start(RandomGraph random) {
    State state = new State(State.layout(random.variables));
    random.variables.forEach((name, shape) -> state.set(name, draw(name, shape.size())));
    return state;
  }

  private static float[] draw(String name, int size) {
    RandomNumbers numbers = RandomNumbers.of(1, name);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * numbers.uniform(i) - 1);
    }
    return values;
  }

  private static Program prepare(RandomGraph random, State state, ThreadTeam team) {
    Program program = Program.compile(random.step, state, PlainKernels.kernels(), team);
    program.seed(9);
    if (program.hasInput("x")) {
      float[] x = program.input("x");
      System.arraycopy(draw("x", x.length), 0, x, 0, x.length);
    }
    if (program.scalars().contains("rate")) {
      program.set("rate", 0.3);
    }
    return program;
  }

  /// Every step begins at the program's own state, so that errors do not add up.
  private static int check(long seed, RandomGraph random, int threads, int steps) {
    State state = start(random);
    try (ThreadTeam team = new ThreadTeam(threads)) {
      Program program = prepare(random, state, team);
      for (int step = 0; step < steps; step++) {
        Map<String, double[]> before = new LinkedHashMap<>();
        random.variables.keySet().forEach(name -> before.put(name, widen(state.view(name))));
        program.step(step);
        program.run();
        int size = random.variables.get("matrix").size();
        Reference reference =
            Reference.of(Map.of("x", widen(draw("x", size))), Map.of("rate", 0.3), before, 9, step);
        assertAll("seed " + seed, () -> compare(random, reference, before, program, state));
      }
    }
    return random.step.updates().size();
  }

  private static void compare(
      RandomGraph random,
      Reference reference,
      Map<String, double[]> before,
      Program program,
      State state) {
    Map<Tensor, double[]> expected = reference.evaluate(random.step.targets());
    random
        .step
        .outputs()
        .forEach(
            (name, tensor) ->
                assertArrayEquals(
                    expected.get(tensor),
                    widen(program.read(name)),
                    TOLERANCE,
                    () -> "output " + name + " = " + tensor));
    random.variables.forEach(
        (name, _) -> {
          Tensor update = random.step.updates().get(name);
          assertArrayEquals(
              update == null ? before.get(name) : expected.get(update),
              widen(state.view(name)),
              update == null ? 0 : TOLERANCE,
              () -> "variable " + name + " <- " + update);
        });
  }

  private static List<String> hashes(RandomGraph random, int threads) {
    List<String> hashes = new ArrayList<>();
    State state = start(random);
    try (ThreadTeam team = new ThreadTeam(threads)) {
      Program program = prepare(random, state, team);
      for (int step = 0; step < 2; step++) {
        program.step(step);
        program.run();
        hashes.add(state.sha256());
        for (String output : random.step.outputs().keySet()) {
          hashes.add(Integer.toString(java.util.Arrays.hashCode(program.read(output))));
        }
      }
    }
    return hashes;
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
