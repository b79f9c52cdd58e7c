package dev.glissade.optim;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Reference;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Where an optimiser leads on gradients that are given, in double precision: to look at, and to
/// compare with another one. The parameters are a matrix `[2, 3]` of weights and a bias of 2.
public final class Trajectory {
  private static final Shape MATRIX = Shape.of(2, 3);
  private static final Shape VECTOR = Shape.of(2);
  private static final int NUMBERS = MATRIX.size() + VECTOR.size();
  private static final List<Double> FIRST = List.of(0.1, 0.2, -0.3);

  private final List<double[]> places;

  private Trajectory(List<double[]> places) {
    this.places = List.copyOf(places);
  }

  /// The gradient of the first parameter in each step: 0.1, 0.2, -0.3, then waves of different
  /// height, with one silent step.
  public static double gradient(int step) {
    return step < FIRST.size()
        ? FIRST.get(step)
        : step == 7 ? 0 : Math.rint(1000 * (0.2 * Math.sin(1.7 * step) + 0.1)) / 1000;
  }

  private static double[] gradients(int step) {
    double[] all = new double[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      all[i] = gradient(step) * (i % 2 == 0 ? 1 : -0.5) + 0.01 * i;
    }
    return all;
  }

  private static double[] start() {
    double[] all = new double[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      all[i] = 1 - 0.25 * i;
    }
    return all;
  }

  /// So many steps of an optimiser.
  public static Trajectory of(Optimizer optimizer, int steps) {
    return new Walk(optimizer).go(steps);
  }

  /// The first parameter after each step, before the first one at index 0.
  public double[] first() {
    return places.stream().mapToDouble(place -> place[0]).toArray();
  }

  /// The largest difference of any parameter after any step; infinite if one is not finite.
  public double distance(Trajectory other) {
    double largest = 0;
    for (int step = 0; step < places.size(); step++) {
      for (int i = 0; i < NUMBERS; i++) {
        double difference = Math.abs(places.get(step)[i] - other.places.get(step)[i]);
        largest = Double.isFinite(difference) ? Math.max(largest, difference) : Double.MAX_VALUE;
      }
    }
    return largest;
  }

  /// The step in which the first parameter differs most, from 1.
  public int farthest(Trajectory other) {
    int farthest = 1;
    double largest = 0;
    for (int step = 1; step < places.size(); step++) {
      double difference = Math.abs(places.get(step)[0] - other.places.get(step)[0]);
      if (difference > largest) {
        largest = difference;
        farthest = step;
      }
    }
    return farthest;
  }

  /// The graph of a step, whose cost is `⟨gradient, θ⟩`, and the state on the way.
  private static final class Walk {
    private final Graph graph = new Graph();
    private final Optimizer optimizer;
    private final Update.Declarations declared;
    private final Map<String, Tensor> updates = new LinkedHashMap<>();
    private final Map<String, double[]> state = new HashMap<>();
    private final Map<String, Double> products = new LinkedHashMap<>();

    Walk(Optimizer optimizer) {
      this.optimizer = optimizer;
      Tensor weight = graph.variable("weight", Shape.of(MATRIX.size()));
      Tensor bias = graph.variable("bias", VECTOR);
      Tensor g = graph.input("gradient", Shape.of(NUMBERS));
      List<Tensor> gradients =
          List.of(g.slice(0, 0, MATRIX.size()), g.slice(0, MATRIX.size(), NUMBERS));
      Tensor cost = weight.times(gradients.get(0)).sum().plus(bias.times(gradients.get(1)).sum());
      declared = new Update.Declarations(cost, Map.of("weight", weight, "bias", bias));
      var segment = new Update.Segment("weight", MATRIX, 0, MATRIX.size());
      List<Update> blocks =
          List.of(
              Update.of("weight", weight, List.of(segment), declared),
              Update.of("bias", bias, declared));
      List<Tensor> values = optimizer.apply(gradients, blocks);
      updates.put("weight", values.get(0));
      updates.put("bias", values.get(1));
      updates.putAll(declared.updates());
      declared.slots().forEach((name, shape) -> state.put(name, new double[shape.size()]));
      declared.products().forEach(name -> products.put(name, 1.0));
      double[] start = start();
      state.put("weight", java.util.Arrays.copyOf(start, MATRIX.size()));
      state.put("bias", java.util.Arrays.copyOfRange(start, MATRIX.size(), NUMBERS));
    }

    Trajectory go(int steps) {
      List<double[]> places = new ArrayList<>(List.of(start()));
      Clock clock = Clock.start(steps, 1);
      for (int step = 0; step < steps; step++) {
        var reference =
            Reference.of(Map.of("gradient", gradients(step)), scalars(clock), state, 0, step);
        var values = reference.evaluate(List.copyOf(updates.values()));
        updates.forEach(
            (name, tensor) -> state.put(name, Objects.requireNonNull(values.get(tensor))));
        clock = clock.next(1);
        places.add(place());
      }
      return new Trajectory(places);
    }

    private Map<String, Double> scalars(Clock clock) {
      Map<String, Double> scalars = new HashMap<>();
      declared.knobs().forEach((name, usual) -> scalars.put(name, usual.at(clock)));
      scalars.put("learning-rate", optimizer.learningRate().at(clock));
      products.replaceAll((name, product) -> product * scalars.getOrDefault(name, 1.0));
      products.forEach((name, product) -> scalars.put(name + ".product", product));
      return scalars;
    }

    private double[] place() {
      double[] all = java.util.Arrays.copyOf(state.getOrDefault("weight", new double[0]), NUMBERS);
      System.arraycopy(
          state.getOrDefault("bias", new double[0]), 0, all, MATRIX.size(), VECTOR.size());
      return all;
    }
  }
}
