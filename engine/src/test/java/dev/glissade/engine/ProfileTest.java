package dev.glissade.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.kernels.PlainKernels;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private final Graph graph = new Graph();
  private final State state = new State(new State.Layout().add("w", Shape.of(5, 3)));

  private Program program(Map<String, Tensor> updates, Tensor output) {
    Step step = new Step(graph, Map.of("y", output), updates);
    return Program.compile(step, state, PlainKernels.kernels(), new ThreadTeam(1));
  }

  private Tensor product() {
    Tensor x = graph.input("x", Shape.of(4, 5));
    return graph.at("0.dense", () -> x.matMul(graph.variable("w", Shape.of(5, 3))));
  }

  @Test
  void aProductTellsItsLayerItsFactorsAndItsOperations() {
    Profile profile = program(Map.of(), product()).profile(3, () -> {});

    Profile.Entry entry = profile.entries().getLast();
    assertEquals("0.dense", entry.path());
    assertEquals("matMul", entry.operation());
    assertEquals("[4, 5] · [5, 3]", entry.shape());
    assertEquals(2 * 4 * 5 * 3, entry.operations());
    assertEquals(4 * (4 * 5 + 5 * 3 + 4 * 3), entry.bytes());
  }

  @Test
  void elementwiseOperationsOfOnePassAreOneEntryWithoutTheirIntermediateValues() {
    Tensor x = graph.input("x", Shape.of(100));
    Tensor y = graph.at("square", () -> x.times(x).plus(1).map(UnaryFunction.TANH));

    List<Profile.Entry> entries = program(Map.of(), y).profile(1, () -> {}).entries();

    assertEquals(1, entries.size());
    assertEquals("square", entries.getFirst().path());
    assertTrue(entries.getFirst().operation().startsWith("3 × "), entries.toString());
    assertEquals(0, entries.getFirst().operations());
    // x, the number 1 and y; x is counted once.
    assertEquals(4 * (100 + 1 + 100), entries.getFirst().bytes());
  }

  @Test
  void everyTaskIsTimedAndTheTimesAddUp() {
    Profile profile =
        program(Map.of("w", graph.variable("w", Shape.of(5, 3)).times(0.5)), product())
            .profile(5, () -> {});

    assertTrue(profile.entries().size() >= 2, profile.toString());
    assertTrue(profile.entries().stream().allMatch(entry -> entry.nanos() > 0));
    assertEquals(
        profile.entries().stream().mapToDouble(Profile.Entry::nanos).sum(), profile.nanos());
  }

  @Test
  void aProfileRunsTheStepAsOftenAsItSaysWithWhatItIsGiven() {
    Program program =
        program(Map.of("w", graph.variable("w", Shape.of(5, 3)).times(0.5)), product());
    float[] ones = new float[15];
    java.util.Arrays.fill(ones, 1);
    state.set("w", ones);
    int[] prepared = {0};

    program.profile(3, () -> java.util.Arrays.fill(program.input("x"), ++prepared[0]));

    assertEquals(3, prepared[0]);
    assertEquals(0.125f, state.view("w")[0]);
    float[] expected = new float[12];
    java.util.Arrays.fill(expected, 3 * 5 * 0.25f);
    assertArrayEquals(expected, program.read("y"));
  }
}
