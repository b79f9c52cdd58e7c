package dev.glissade.testkit;

import dev.glissade.engine.Derivatives;
import dev.glissade.engine.Graph;
import dev.glissade.engine.Program;
import dev.glissade.engine.RandomNumbers;
import dev.glissade.engine.Reference;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Checks one operation on one case: kernel against `Reference`, derivative against central
/// differences.
///
/// The derivative is checked along one random direction, which costs two evaluations whatever the
/// size (the projection of JAX' `check_vjp`), and element by element where there are few.
public final class OperationSweep {
  private static final long SEED = 20_250;
  private static final long STEP = 3;
  private static final double NUDGE = 1e-6;
  private static final int FEW = 24;

  private final OperationCase it;
  private final Graph graph = new Graph();
  private final List<Tensor> inputs = new ArrayList<>();
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final Tensor output;
  private final Tensor projection;

  /// Draws the inputs of a case; they are exact in float.
  public OperationSweep(OperationCase it) {
    this.it = it;
    for (int i = 0; i < it.operands().size(); i++) {
      OperationCase.Operand operand = it.operands().get(i);
      inputs.add(graph.variable("v" + i, operand.shape()));
      values.put("v" + i, draw("v" + i, operand));
    }
    this.output = it.build().apply(inputs);
    Shape shape = output.shape();
    Tensor weights = graph.variable("weights", shape);
    values.put("weights", draw("weights", new OperationCase.Operand(shape, -1, 1, false)));
    this.projection = output.times(weights).sum();
  }

  private static double[] draw(String name, OperationCase.Operand operand) {
    RandomNumbers random = RandomNumbers.of(SEED, name);
    double[] drawn = new double[operand.shape().size()];
    for (int i = 0; i < drawn.length; i++) {
      double value = operand.low() + (operand.high() - operand.low()) * random.uniform(i);
      drawn[i] = operand.isWhole() ? Math.floor(value) : (float) value;
    }
    return drawn;
  }

  private Reference reference(Map<String, double[]> at) {
    return Reference.of(Map.of(), Map.of(), at, SEED, STEP);
  }

  /// The compiled step must agree with `Reference` in the value and in all gradients.
  public void checkKernels(Kernels kernels, ThreadTeam team) {
    Map<String, Tensor> outputs = outputs();
    Map<Tensor, double[]> expected = reference(values).evaluate(List.copyOf(outputs.values()));
    Map<String, float[]> actual = run(kernels, team);
    outputs.forEach(
        (name, tensor) -> {
          double[] value = expected.getOrDefault(tensor, new double[0]);
          double tolerance = 4e-6 * Math.sqrt(Math.max(1, reduced(tensor)));
          float[] computed = actual.getOrDefault(name, new float[0]);
          Comparison.assertClose(
              it.name() + ": " + name, Comparison.widen(computed), value, tolerance);
        });
  }

  /// The compiled step must give the same bits for both teams.
  public void checkSameBits(Kernels kernels, ThreadTeam one, ThreadTeam other) {
    Map<String, float[]> expected = run(kernels, one);
    run(kernels, other)
        .forEach(
            (name, actual) -> {
              int at = Arrays.mismatch(actual, expected.getOrDefault(name, new float[0]));
              if (at >= 0) {
                throw new AssertionError(
                    "%s: %s: expected the same bits for %d and %d threads, but got a difference at [%d]"
                        .formatted(it.name(), name, one.size(), other.size(), at));
              }
            });
  }

  private Map<String, Tensor> outputs() {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("y", output);
    if (it.isSmooth()) {
      List<Tensor> gradients = Derivatives.gradients(projection, inputs);
      for (int i = 0; i < gradients.size(); i++) {
        outputs.put("gradient of v" + i, gradients.get(i));
      }
    }
    return outputs;
  }

  private Map<String, float[]> run(Kernels kernels, ThreadTeam team) {
    Map<String, Tensor> outputs = outputs();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    inputs.forEach(input -> shapes.put("v" + shapes.size(), input.shape()));
    shapes.put("weights", output.shape());
    State state = new State(State.layout(shapes));
    values.forEach((name, value) -> state.set(name, Comparison.narrow(value)));
    Program program = Program.compile(Step.reading(graph, outputs), state, kernels, team);
    program.seed(SEED);
    program.step(STEP);
    program.run();
    Map<String, float[]> result = new LinkedHashMap<>();
    outputs.keySet().forEach(name -> result.put(name, program.read(name)));
    return result;
  }

  /// How many numbers one element of a result is made of, at most.
  private int reduced(Tensor tensor) {
    int most = 1;
    for (Tensor input : inputs) {
      most = Math.max(most, input.shape().size() / Math.max(1, tensor.shape().size()));
      most = Math.max(most, input.shape().rank() > 1 ? input.shape().extent(-1) : 1);
    }
    return most;
  }

  /// The derivative must agree with central differences of `Reference`.
  public void checkDerivative() {
    if (!it.isSmooth()) {
      return;
    }
    List<Tensor> gradients = Derivatives.gradients(projection, inputs);
    Map<Tensor, double[]> exact = reference(values).evaluate(gradients);
    for (int i = 0; i < inputs.size(); i++) {
      double[] gradient = exact.getOrDefault(gradients.get(i), new double[0]);
      String name = "v" + i;
      double[] direction =
          draw("direction " + name, OperationCase.Operand.of(inputs.get(i).shape()));
      double expected = 0;
      for (int j = 0; j < gradient.length; j++) {
        expected += gradient[j] * direction[j];
      }
      compare(name, -1, difference(name, direction), expected, gradient.length);
      for (int j = 0; gradient.length <= FEW && j < gradient.length; j++) {
        double[] unit = new double[gradient.length];
        unit[j] = 1;
        compare(name, j, difference(name, unit), gradient[j], 1);
      }
    }
  }

  private double difference(String name, double[] direction) {
    return (nudged(name, direction, NUDGE) - nudged(name, direction, -NUDGE)) / (2 * NUDGE);
  }

  private double nudged(String name, double[] direction, double amount) {
    Map<String, double[]> moved = new LinkedHashMap<>(values);
    double[] point = values.getOrDefault(name, new double[0]).clone();
    for (int i = 0; i < point.length; i++) {
      point[i] += amount * direction[i];
    }
    moved.put(name, point);
    return reference(moved).evaluate(projection)[0];
  }

  private void compare(String input, int element, double numeric, double exact, int size) {
    double tolerance = 1e-6 * (1 + Math.abs(exact)) * Math.sqrt(size);
    if (!(Math.abs(numeric - exact) <= tolerance)) {
      throw new AssertionError(
          "%s: expected the derivative %s by central differences for %s%s, but got %s"
              .formatted(it.name(), numeric, input, element < 0 ? "" : "[" + element + "]", exact));
    }
  }
}
