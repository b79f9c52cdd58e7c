package dev.glissade.train;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Reference;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.Parameter;
import dev.glissade.nn.Role;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/// An optimiser tried out in double on a few numbers: parameters with the paths, roles and ranks of
/// a model's, of at most two along each axis. What it does to a gradient is seen, whatever it is
/// made of.
final class OptimizerProbe {
  private static final double RATE = 0.01;
  private static final String NOISE = "gradient-noise";
  private static final double[] NONE = {};

  private final Graph graph = new Graph();
  private final Map<String, Tensor> updated = new LinkedHashMap<>();
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private final Update.Declarations declared = new Update.Declarations();

  /// Writes its update down.
  ///
  /// @throws IllegalArgumentException if the optimiser refuses one of the parameters
  OptimizerProbe(Optimizer optimizer, List<Parameter> parameters) {
    List<Tensor> gradients = new ArrayList<>();
    List<Update> updates = new ArrayList<>();
    for (Role role : Role.values()) {
      List<Parameter> group = parameters.stream().filter(each -> each.role() == role).toList();
      if (!group.isEmpty()) {
        List<Update.Segment> segments = segments(group);
        Shape shape = Shape.of(segments.getLast().to());
        gradients.add(graph.input("gradient/" + role.label(), shape));
        Tensor block = graph.variable(role.label(), shape);
        updates.add(Update.of(role.label(), block, segments, declared));
        sizes.put(role.label(), shape.size());
      }
    }
    List<Tensor> values = optimizer.apply(gradients, updates);
    for (int i = 0; i < values.size(); i++) {
      updated.put(updates.get(i).block(), values.get(i));
    }
    updated.putAll(declared.updates());
    declared.slots().forEach((slot, shape) -> sizes.put(slot, shape.size()));
  }

  private static List<Update.Segment> segments(List<Parameter> group) {
    List<Update.Segment> segments = new ArrayList<>();
    int from = 0;
    for (Parameter parameter : group) {
      int[] extents = parameter.shape().extents();
      Shape small = Shape.of(Arrays.stream(extents).map(extent -> Math.min(2, extent)).toArray());
      segments.add(new Update.Segment(parameter.path(), small, from, from + small.size()));
      from += small.size();
    }
    return segments;
  }

  /// How the parameters of each role change in `steps` steps from `start`, at a rate of 0.01.
  ///
  /// @param gradient of an element, the same in each step
  /// @param factors of some knobs, by the ends of their names
  Map<String, double[]> changes(
      double start, IntToDoubleFunction gradient, Map<String, Double> factors, int steps) {
    Map<String, double[]> variables = new HashMap<>();
    Map<String, double[]> inputs = new HashMap<>();
    for (Map.Entry<String, Integer> entry : sizes.entrySet()) {
      double[] values = new double[entry.getValue()];
      boolean isParameter = !declared.slots().containsKey(entry.getKey());
      if (isParameter) {
        Arrays.fill(values, start);
        double[] gradients = new double[values.length];
        Arrays.setAll(gradients, gradient);
        inputs.put("gradient/" + entry.getKey(), gradients);
      }
      variables.put(entry.getKey(), values);
    }
    run(variables, inputs, factors, steps);
    Map<String, double[]> changes = new LinkedHashMap<>();
    variables.forEach(
        (name, values) -> {
          if (!declared.slots().containsKey(name)) {
            changes.put(name, Arrays.stream(values).map(value -> value - start).toArray());
          }
        });
    return changes;
  }

  private void run(
      Map<String, double[]> variables,
      Map<String, double[]> inputs,
      Map<String, Double> factors,
      int steps) {
    boolean hasRate = declared.knobs().containsKey("learning-rate");
    Map<String, Schedule> rate =
        hasRate ? Map.of("learning-rate", Schedule.constant(RATE)) : Map.of();
    Knobs knobs = new Knobs(declared.knobs(), rate, declared.products());
    Clock clock = Clock.start(steps, 1);
    for (int step = 0; step < steps; step++) {
      knobs.advance(clock);
      Map<String, Double> scalars = new HashMap<>();
      for (Tensor node : graph.nodes()) {
        if (node.op() instanceof Op.Scalar(String name)) {
          scalars.put(name, knobs.number(name, clock) * factor(name, factors));
        }
      }
      Map<Tensor, double[]> values =
          Reference.of(inputs, scalars, variables, 0, step).evaluate(List.copyOf(updated.values()));
      updated.forEach(
          (name, tensor) -> variables.put(name, values.getOrDefault(tensor, NONE).clone()));
      clock = clock.next(1);
    }
  }

  /// Noise is left out, as it is no answer to a gradient.
  private static double factor(String name, Map<String, Double> factors) {
    if (name.endsWith(NOISE)) {
      return 0;
    }
    return factors.entrySet().stream()
        .filter(each -> name.endsWith(each.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .findFirst()
        .orElse(1);
  }
}
