package dev.glissade.testkit;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Program;
import dev.glissade.engine.Reference;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The numbers at the edges of `float` (±0, denormals, the largest, ±∞, NaN): kernels must agree
/// with `Reference` rounded to float, in the sign of zero too.
///
/// Every value meets every other one, and each row of the matrices has another mixture of them.
public final class OperationExtremes {
  private static final float[] VALUES = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-40f,
    Float.MIN_NORMAL,
    1e-20f,
    -1e-20f,
    0.5f,
    -0.5f,
    1f,
    -1f,
    3f,
    80f,
    -80f,
    100f,
    -100f,
    1e4f,
    -1e4f,
    1e30f,
    -1e30f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };
  private static final int N = VALUES.length;

  private final Graph graph = new Graph();
  private final Tensor across = graph.variable("across", Shape.of(N * N));
  private final Tensor down = graph.variable("down", Shape.of(N * N));
  private final Tensor rows = graph.variable("rows", Shape.of(3 * N, 4));
  private final Tensor targets = graph.variable("targets", Shape.of(3 * N, 4));
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();

  private OperationExtremes() {
    for (UnaryFunction f : UnaryFunction.values()) {
      put(new Op.Unary(f), across);
    }
    for (BinaryFunction f : BinaryFunction.values()) {
      put(new Op.Binary(f), across, down);
    }
    put(new Op.Select(), across, down, across);
    put(new Op.Sum(1), rows);
    put(new Op.Max(1), rows);
    put(new Op.Sum(0), rows);
    put(new Op.Max(0), rows);
    put(new Op.Norm(), rows.slice(0, 0, 2));
    put(new Op.Norm(), rows);
    put(new Op.Softmax(), rows);
    put(new Op.LogSoftmax(), rows);
    put(new Op.CrossEntropy(), rows, targets);
    put(new Op.Transpose(List.of(1, 0)), rows);
    put(new Op.Broadcast(Shape.of(2, 3 * N, 4)), rows);
    put(new Op.OneHot(3), across);
    put(new Op.MatMul(false, true), rows, targets);
    put(new Op.MatMul(true, false), targets, rows);
  }

  private void put(Op op, Tensor... inputs) {
    Tensor y = graph.add(op, inputs);
    outputs.put(outputs.size() + " " + op, y);
  }

  /// Compares all operations.
  public static void check(Kernels kernels, ThreadTeam team) {
    new OperationExtremes().compare(kernels, team);
  }

  private static Map<String, float[]> values() {
    float[] across = new float[N * N];
    float[] down = new float[N * N];
    for (int i = 0; i < N * N; i++) {
      across[i] = VALUES[i % N];
      down[i] = VALUES[i / N];
    }
    float[] rows = new float[12 * N];
    float[] targets = new float[12 * N];
    for (int i = 0; i < 3 * N; i++) {
      float[] row = {VALUES[i % N], i < N ? 1 : VALUES[(i + 1) % N], 2, i < 2 * N ? -1 : 1e4f};
      System.arraycopy(row, 0, rows, 4 * i, 4);
      targets[4 * i + i % 3] = 1;
    }
    return Map.of("across", across, "down", down, "rows", rows, "targets", targets);
  }

  private void compare(Kernels kernels, ThreadTeam team) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Tensor source : List.of(across, down, rows, targets)) {
      shapes.put(source.op() instanceof Op.Variable v ? v.name() : "", source.shape());
    }
    State state = new State(State.layout(shapes));
    values().forEach(state::set);
    Program program = Program.compile(Step.reading(graph, outputs), state, kernels, team);
    program.run();
    Map<String, double[]> exact = new LinkedHashMap<>();
    values().forEach((name, value) -> exact.put(name, Comparison.widen(value)));
    Map<Tensor, double[]> expected =
        Reference.of(Map.of(), Map.of(), exact, 0, 0).evaluate(List.copyOf(outputs.values()));
    outputs.forEach(
        (name, tensor) ->
            compare(
                name,
                program.read(name),
                expected.getOrDefault(tensor, new double[0]),
                mayCancel(tensor)));
  }

  private static boolean mayCancel(Tensor tensor) {
    return tensor.op() instanceof Op.Sum || tensor.op() instanceof Op.MatMul;
  }

  private static void compare(
      String name, float[] actual, double[] expected, boolean onlyNonFinite) {
    if (actual.length != expected.length) {
      throw new AssertionError(name + ": expected " + expected.length + " values");
    }
    for (int i = 0; i < actual.length; i++) {
      float rounded = (float) expected[i];
      boolean isSame =
          rounded == 0 || !Float.isFinite(rounded)
              ? Float.floatToIntBits(actual[i]) == Float.floatToIntBits(rounded)
              : Math.abs(actual[i] - rounded) <= 8 * Math.ulp(rounded);
      if (!isSame && !(onlyNonFinite && Float.isFinite(rounded) && Float.isFinite(actual[i]))) {
        throw new AssertionError(
            "%s: expected %s at [%d], but got %s".formatted(name, rounded, i, actual[i]));
      }
    }
  }
}
