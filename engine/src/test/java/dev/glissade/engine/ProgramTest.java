package dev.glissade.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.kernels.PlainKernels;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final ThreadTeam ONE = new ThreadTeam(1);

  private final Graph graph = new Graph();

  @AfterAll
  static void close() {
    ONE.close();
  }

  private static State state(String name, float... values) {
    return state(Map.of(name, values));
  }

  private static State state(Map<String, float[]> values) {
    State.Layout layout = new State.Layout();
    new java.util.TreeMap<>(values)
        .forEach((name, numbers) -> layout.add(name, Shape.of(numbers.length)));
    State state = new State(layout);
    values.forEach(state::set);
    return state;
  }

  private Program compile(Map<String, Tensor> outputs, Map<String, Tensor> updates, State state) {
    return Program.compile(new Step(graph, outputs, updates), state, PlainKernels.kernels(), ONE);
  }

  @Test
  void anOutputThatIsAnUpdatedVariableIsItsOldValue() {
    State state = state("v", 1, 2, 3);
    Tensor v = graph.variable("v", Shape.of(3));
    Program program =
        compile(
            Map.of("old", v, "part", v.slice(0, 1, 3), "new", v.times(10)),
            Map.of("v", v.times(10)),
            state);

    program.run();

    assertArrayEquals(new float[] {1, 2, 3}, program.read("old"));
    assertArrayEquals(new float[] {2, 3}, program.read("part"));
    assertArrayEquals(new float[] {10, 20, 30}, program.read("new"));
    assertArrayEquals(new float[] {10, 20, 30}, state.view("v"));
  }

  @Test
  void allUpdatesSeeTheVariablesAsTheyWereBefore() {
    State state = state(Map.of("a", new float[] {1, 2}, "b", new float[] {10, 20}));
    Tensor a = graph.variable("a", Shape.of(2));
    Tensor b = graph.variable("b", Shape.of(2));
    Program program = compile(Map.of(), Map.of("a", a.plus(b), "b", a.minus(b)), state);

    program.run();

    assertArrayEquals(new float[] {11, 22}, state.view("a"));
    assertArrayEquals(new float[] {-9, -18}, state.view("b"));
  }

  @Test
  void anElementwiseUpdateHappensInPlace() {
    State state = state("v", new float[10_000]);
    Tensor v = graph.variable("v", Shape.of(10_000));

    assertEquals(0, compile(Map.of(), Map.of("v", v.times(0.9).plus(1)), state).scratchSize());
  }

  @Test
  void aChainReusesBuffers() {
    Tensor x = graph.input("x", Shape.of(40, 40));
    Tensor y = x;
    for (int i = 0; i < 20; i++) {
      y = y.matMul(x);
    }

    Program program = compile(Map.of("y", y), Map.of(), new State(new State.Layout()));

    assertTrue(program.scratchSize() <= 2 * 1600, "scratch " + program.scratchSize());
  }

  @Test
  void variablesCannotChangePlaces() {
    State state = state(Map.of("a", new float[2], "b", new float[2]));
    Tensor a = graph.variable("a", Shape.of(2));
    Tensor b = graph.variable("b", Shape.of(2));

    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> compile(Map.of(), Map.of("a", b, "b", a), state));
    assertTrue(
        e.getMessage()
            .matches(
                "update: expected new values to be computed, but got the old value of '[ab]', which"
                    + " is itself updated"),
        e.getMessage());
  }

  @Test
  void updatesThatOverlapAreRefused() {
    State.Layout layout = new State.Layout().add("a", Shape.of(2)).add("b", Shape.of(3));
    layout.range("both", 0);
    Tensor one = graph.constant(1);

    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                compile(
                    Map.of(),
                    Map.of("both", one.broadcast(Shape.of(5)), "b", one.broadcast(Shape.of(3))),
                    new State(layout)));
    assertEquals(
        "update: expected one new value for each number of the state, but got 'both' and 'b', which"
            + " overlap",
        e.getMessage());
  }

  @Test
  void anUpdateOfAnotherSizeIsRefused() {
    Exception e =
        assertThrows(
            ShapeException.class,
            () -> compile(Map.of(), Map.of("v", graph.constant(1)), state("v", 1, 2)));
    assertEquals("update: expected [2] for 'v', but got []", e.getMessage());
  }

  @Test
  void oneInputHasOneShape() {
    Tensor a = graph.input("x", Shape.of(2));
    Tensor b = graph.input("x", Shape.of(2, 1));

    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> compile(Map.of("a", a, "b", b), Map.of(), new State(new State.Layout())));
    assertEquals("program: expected one shape for the input 'x', but got several", e.getMessage());
  }

  @Test
  void unknownNamesListTheKnownOnes() {
    Tensor y = graph.input("x", Shape.of(2)).times(graph.scalar("rate"));
    Program program = compile(Map.of("y", y), Map.of(), new State(new State.Layout()));

    Exception input = assertThrows(IllegalArgumentException.class, () -> program.input("z"));
    Exception scalar = assertThrows(IllegalArgumentException.class, () -> program.set("z", 1));
    Exception output = assertThrows(IllegalArgumentException.class, () -> program.read("z"));
    assertEquals("program: expected the input to be one of [x], but got 'z'", input.getMessage());
    assertEquals(
        "program: expected the scalar to be one of [rate], but got 'z'", scalar.getMessage());
    assertEquals("program: expected the output to be one of [y], but got 'z'", output.getMessage());
  }

  @Test
  void oneTensorMayBeRepeatedInTwoWaysInOneUnit() {
    State state = state("v", 1, 2, 3);
    Tensor v = graph.variable("v", Shape.of(3)).reshape(Shape.of(3, 1));
    Tensor general = graph.input("a", Shape.of(2, 3, 2)).plus(v);
    Tensor other = graph.input("b", Shape.of(1, 3, 4)).plus(v);
    Program program = compile(Map.of("general", general, "other", other), Map.of(), state);

    program.run();

    assertArrayEquals(new float[] {1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3}, program.read("general"));
    assertArrayEquals(new float[] {1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3}, program.read("other"));
  }

  @Test
  void seedAndStepMayBeSetInAnyOrder() {
    Tensor x = graph.constant(1).broadcast(Shape.of(64));
    Tensor y = graph.add(new Op.Dropout("mask"), x, graph.constant(0.5));
    Program program = compile(Map.of("y", y), Map.of(), new State(new State.Layout()));

    program.step(3);
    program.seed(7);
    program.run();
    float[] stepFirst = program.read("y");
    program.seed(7);
    program.step(3);
    program.run();
    float[] seedFirst = program.read("y");
    program.step(4);
    program.run();

    assertArrayEquals(seedFirst, stepFirst);
    assertFalse(java.util.Arrays.equals(seedFirst, program.read("y")));
  }

  @Test
  void twoProgramsShareOneState() {
    State state = state("v", 1, 2);
    Tensor v = graph.variable("v", Shape.of(2));
    Program twice = compile(Map.of(), Map.of("v", v.times(2)), state);
    Program sum = compile(Map.of("sum", v.sum()), Map.of(), state);

    twice.run();
    twice.run();
    sum.run();

    assertEquals(12, sum.number("sum"));
  }

  @Test
  void numbersAreWorkedOutInDouble() {
    Tensor tiny = graph.scalar("product").subtractedFrom(1);
    Tensor y = graph.constant(1).broadcast(Shape.of(2)).times(tiny);
    Program program = compile(Map.of("y", y), Map.of(), new State(new State.Layout()));

    program.set("product", 1 - 1e-12);
    program.run();

    assertEquals(1e-12, program.read("y")[1], 1e-15);
  }

  @Test
  void aRunAllocatesNothingAlsoForSumsOverAMiddleAxisAndLongRows() {
    Tensor x = graph.input("x", Shape.of(40, 50, 30));
    Tensor y = graph.add(new Op.Norm(), x.sum(1), x.max(1), x.transpose(2, 0, 1).max(0));
    Program program =
        compile(Map.of("y", y, "all", x.sum()), Map.of(), new State(new State.Layout()));
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    program.run();

    long smallest = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      program.run();
      smallest = Math.min(smallest, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertEquals(0, smallest);
  }

  @Test
  void emptyTensorsAreAllowedEverywhere() {
    Tensor x = graph.input("x", Shape.of(0, 5));
    Tensor w = graph.variable("w", Shape.of(5));
    Tensor y = x.plus(w).matMul(graph.constant(1).broadcast(Shape.of(5, 2)));
    Program program =
        compile(
            Map.of("y", y, "sum", x.sum(0), "max", x.max(0), "mean", x.mean()),
            Map.of(),
            state("w", 1, 2, 3, 4, 5));

    program.run();

    assertEquals(0, program.read("y").length);
    assertArrayEquals(new float[5], program.read("sum"));
    float least = Float.NEGATIVE_INFINITY;
    assertArrayEquals(new float[] {least, least, least, least, least}, program.read("max"));
    assertTrue(Float.isNaN(program.number("mean")));
  }

  @Test
  void aDropoutRateMustBeANumber() {
    Tensor rate = graph.input("rate", Shape.of(1));
    Tensor y = graph.add(new Op.Dropout("m"), graph.input("x", Shape.of(2)), rate);

    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> compile(Map.of("y", y), Map.of(), new State(new State.Layout())));
    assertEquals(
        "dropout: expected a rate that is a scalar or a constant, but got rate [1]",
        e.getMessage());
    assertEquals(List.of(rate), y.inputs().subList(1, 2));
  }
}
