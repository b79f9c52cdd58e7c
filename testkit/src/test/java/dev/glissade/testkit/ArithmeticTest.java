package dev.glissade.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.PlainKernels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArithmeticTest {
  private static final ThreadTeam TEAM = new ThreadTeam(1);
  private static final Shape PAIR = Shape.of(2);

  static List<Arithmetic> arithmetics() {
    return List.of(
        new Arithmetic.Compiled(PlainKernels.kernels(), TEAM), new Arithmetic.Textbook());
  }

  private static State.Layout layout() {
    return new State.Layout().add("a", PAIR).add("b", PAIR).range("both", 0);
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void allUpdatesSeeTheVariablesAsTheyWereBeforeTheStep(Arithmetic arithmetic) {
    Graph graph = new Graph();
    Tensor a = graph.variable("a", PAIR);
    Tensor b = graph.variable("b", PAIR);
    Tensor sum = a.plus(graph.input("x", PAIR)).times(graph.scalar("rate"));
    Step step = new Step(graph, Map.of("sum", sum), Map.of("a", b.times(2), "b", sum));
    Variables variables = arithmetic.over(layout());
    variables.set("both", 1, 2, 3, 4);

    Map<String, double[]> inputs = Map.of("x", new double[] {10, 20}, "unread", new double[1]);
    Map<String, Double> scalars = Map.of("rate", 0.5, "unread", 1.0);
    Map<String, double[]> outputs = variables.run(step, inputs, scalars);

    assertArrayEquals(new double[] {5.5, 11}, outputs.get("sum"));
    assertArrayEquals(new double[] {6, 8, 5.5, 11}, variables.get("both"));
    assertArrayEquals(new double[] {8, 14}, variables.run(step, inputs, scalars).get("sum"));
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void numbersHaveTheSizeOfTheirArithmetic(Arithmetic arithmetic) {
    Variables variables = arithmetic.over(layout());

    variables.set("a", 0.1, 1);

    assertEquals(arithmetic.isSingle() ? 0.1f : 0.1, variables.get("a")[0]);
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void aVariableOfAnotherSizeIsRefused(Arithmetic arithmetic) {
    Variables variables = arithmetic.over(layout());

    var e = assertThrows(IllegalArgumentException.class, () -> variables.set("a", 1, 2, 3));
    assertEquals("set: expected 2 values for 'a' [2], but got 3", e.getMessage());
  }
}
