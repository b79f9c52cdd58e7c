package dev.glissade.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Program;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.engine.kernels.PlainKernels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever reads an input finds it where it lies now, not where it lay when the step was compiled.
class BoundInputTest {
  private static final int ROWS = 40;
  private static final int COLUMNS = 64;

  static Stream<Kernels> kernels() {
    return Stream.of(PlainKernels.kernels(), new VectorKernelProvider().kernels(0));
  }

  /// Each way of reading an input: whole, as one row, as a column, as a number, and by each kind of
  /// kernel.
  private static Map<String, Tensor> outputs(Graph graph) {
    Tensor x = graph.input("x", Shape.of(ROWS, COLUMNS));
    Tensor row = graph.input("row", Shape.of(COLUMNS));
    Tensor column = graph.input("column", Shape.of(ROWS, 1));
    Tensor number = graph.input("number", Shape.of(1));
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("chain", x.square().plus(x.times(3)).times(number));
    outputs.put("repeated", x.times(row).plus(column));
    outputs.put("product", x.matMul(x.transpose(1, 0)));
    outputs.put("biased", x.transpose(1, 0).matMul(x).plus(row));
    outputs.put("slice", x.slice(0, 3, 9).plus(0));
    outputs.put("columns", x.slice(1, 3, 9).times(2));
    outputs.put("joined", graph.add(new Op.Concatenate(1), x, x.square()));
    outputs.put("sum", x.sum(0));
    outputs.put("norm", graph.add(new Op.Norm(), x, row));
    outputs.put("turned", x.transpose(1, 0));
    outputs.put("softmax", graph.add(new Op.Softmax(), x));
    outputs.put("moments", graph.add(new Op.Moments(1), x));
    return outputs;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aBoundInputIsReadInPlace(Kernels kernels) {
    Graph graph = new Graph();
    Map<String, Tensor> outputs = outputs(graph);
    State state = new State(new State.Layout());
    try (ThreadTeam team = new ThreadTeam(2)) {
      Step step = new Step(graph, outputs, Map.of());
      Program copied = Program.compile(step, state, kernels, team);
      Program bound = Program.compile(step, state, kernels, team);
      for (int round = 0; round < 3; round++) {
        int at = 7 * round;
        SplittableRandom random = new SplittableRandom(round);
        for (String input : new String[] {"x", "row", "column", "number"}) {
          float[] own = copied.input(input);
          float[] elsewhere = new float[own.length + at];
          for (int i = 0; i < own.length; i++) {
            own[i] = (float) random.nextGaussian();
          }
          System.arraycopy(own, 0, elsewhere, at, own.length);
          bound.bind(input, elsewhere, at);
        }
        copied.run();
        bound.run();
        for (String output : outputs.keySet()) {
          assertArrayEquals(copied.read(output), bound.read(output), output);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void whatDoesNotFitIsRefused(Kernels kernels) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(10));
    try (ThreadTeam team = new ThreadTeam(1)) {
      Step step = new Step(graph, Map.of("y", x.times(2)), Map.of());
      Program program = Program.compile(step, new State(new State.Layout()), kernels, team);

      var e =
          assertThrows(IllegalArgumentException.class, () -> program.bind("x", new float[12], 3));
      assertEquals(
          "bind: expected 10 elements for the input 'x', but got position 3 of 12", e.getMessage());
      assertThrows(IllegalArgumentException.class, () -> program.bind("x", new float[9], 0));
      assertThrows(IllegalArgumentException.class, () -> program.bind("x", new float[12], -1));
      assertThrows(IllegalArgumentException.class, () -> program.bind("z", new float[12], 0));
    }
  }
}
