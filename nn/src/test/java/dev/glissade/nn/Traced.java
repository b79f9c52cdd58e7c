package dev.glissade.nn;

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
import dev.glissade.engine.kernels.PlainKernels;
import dev.glissade.testkit.Comparison;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// A function of named tensors with random values, to be looked at in double and in float: what
/// the tests of layers and losses share.
final class Traced {
  private static final double NUDGE = 1e-6;
  private static final long SEED = 3;
  private static final long STEP = 2;

  final Graph graph = new Graph();
  final Map<String, Tensor> variables = new LinkedHashMap<>();
  final Map<String, double[]> values = new LinkedHashMap<>();
  final Map<String, Double> scalars = new LinkedHashMap<>();
  final Tensor output;

  /// A layer on a batch `x` of this shape; parameters and statistics lie in `[0.5, 1.5)`, knobs
  /// have their usual values, products are 0.5.
  static Traced of(Layer layer, Shape shape, Mode mode) {
    return new Traced(
        traced -> {
          Tensor x = traced.variable("x", shape, -2, 2);
          Trace.Builder builder = new Trace.Builder(traced.graph, mode);
          Trace trace = builder.build(layer.apply(x, new Scope(builder, "")));
          trace.parameters().forEach(each -> traced.variable(each.path(), each.shape(), 0.5, 1.5));
          trace.statistics().forEach(each -> traced.variable(each.path(), each.shape(), 0.5, 1.5));
          traced.scalars.putAll(trace.knobs());
          trace.products().forEach(knob -> traced.scalars.put(knob + ".product", 0.5));
          return trace.output();
        });
  }

  Traced(Function<Traced, Tensor> body) {
    output = body.apply(this);
  }

  /// A variable with random values that are exact in float.
  Tensor variable(String name, Shape shape, double low, double high) {
    RandomNumbers random = RandomNumbers.of(1, name);
    double[] drawn = new double[shape.size()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (float) (low + (high - low) * random.uniform(i));
    }
    values.put(name, drawn);
    variables.put(name, graph.variable(name, shape));
    return value(variables, name);
  }

  private static <T> T value(Map<String, T> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }

  double[] evaluate() {
    return evaluate(output, values);
  }

  private double[] evaluate(Tensor target, Map<String, double[]> at) {
    return Reference.of(Map.of(), scalars, at, SEED, STEP).evaluate(target);
  }

  /// The output of the compiled step.
  float[] run() {
    return run(output);
  }

  float[] run(Tensor target) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    variables.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    State state = new State(State.layout(shapes));
    values.forEach((name, value) -> state.set(name, Comparison.narrow(value)));
    try (ThreadTeam team = new ThreadTeam(1)) {
      Step step = Step.reading(graph, Map.of("y", target));
      Program program = Program.compile(step, state, PlainKernels.kernels(), team);
      program.seed(SEED);
      program.step(STEP);
      program.scalars().forEach(name -> program.set(name, value(scalars, name)));
      program.run();
      return program.read("y");
    }
  }

  /// The compiled gradient of the sum of the output.
  float[] gradient(String name) {
    return run(Derivatives.gradients(output.sum(), List.of(value(variables, name))).getFirst());
  }

  /// The gradients by all of `names` together must agree with a central difference along one random
  /// direction; the compiled step must agree with both.
  void check(String what, List<String> names) {
    Tensor weights = variable("weights", output.shape(), -1, 1);
    Tensor loss = output.times(weights).sum();
    List<Tensor> inputs = names.stream().map(name -> value(variables, name)).toList();
    List<Tensor> gradients = Derivatives.gradients(loss, inputs);
    Map<String, double[]> up = new LinkedHashMap<>(values);
    Map<String, double[]> down = new LinkedHashMap<>(values);
    double expected = 0;
    for (int i = 0; i < names.size(); i++) {
      double[] gradient = evaluate(gradients.get(i), values);
      double[] point = value(values, names.get(i));
      double[] direction = new double[point.length];
      RandomNumbers random = RandomNumbers.of(2, names.get(i));
      for (int j = 0; j < direction.length; j++) {
        direction[j] = 2 * random.uniform(j) - 1;
        expected += gradient[j] * direction[j];
      }
      up.put(names.get(i), moved(point, direction, NUDGE));
      down.put(names.get(i), moved(point, direction, -NUDGE));
      Comparison.assertClose(
          what + ": compiled gradient of " + names.get(i),
          Comparison.widen(run(gradients.get(i))),
          gradient,
          2e-5);
    }
    double numeric = (evaluate(loss, up)[0] - evaluate(loss, down)[0]) / (2 * NUDGE);
    Comparison.assertClose(what, new double[] {expected}, new double[] {numeric}, 1e-6);
    Comparison.assertClose(what + ": output", Comparison.widen(run()), evaluate(), 1e-5);
  }

  private static double[] moved(double[] point, double[] direction, double amount) {
    double[] result = point.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] += amount * direction[i];
    }
    return result;
  }
}
