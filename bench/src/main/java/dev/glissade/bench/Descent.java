package dev.glissade.bench;

import dev.glissade.engine.Derivatives;
import dev.glissade.engine.Graph;
import dev.glissade.engine.Program;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Update;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;

/// An optimiser on its way down a surface, as a compiled step in `float`.
final class Descent {
  private static final String BLOCK = "weight";
  private static final double MEMORY = 0.98;

  private final Surface surface;
  private final Program program;
  private final Map<String, Schedule> knobs;
  private final Map<String, Double> products = new HashMap<>();
  private Clock clock = Clock.start(1, Race.MOST_STEPS);
  private final Random random = new Random(7);

  Descent(Surface surface, Optimizer optimizer, Kernels kernels, ThreadTeam team) {
    this.surface = surface;
    int n = surface.start().length;
    Graph graph = new Graph();
    Tensor x = graph.variable(BLOCK, Shape.of(n));
    Tensor cost = surface.cost(x).reshape(Shape.of());
    Tensor disturbed = cost;
    if (surface.noise() > 0) {
      disturbed = cost.plus(x.times(graph.input("noise", Shape.of(n))).sum());
    }
    var declared = new Update.Declarations(disturbed, Map.of(BLOCK, x));
    var segment = new Update.Segment(BLOCK, Shape.of(n, 1), 0, n);
    Update update = Update.of(BLOCK, x, List.of(segment), declared);
    List<Tensor> gradients = Derivatives.gradients(disturbed, List.of(x));
    Map<String, Tensor> updates = new LinkedHashMap<>();
    updates.put(BLOCK, optimizer.apply(gradients, List.of(update)).getFirst());
    updates.putAll(declared.updates());
    State.Layout layout = new State.Layout().add(BLOCK, Shape.of(n));
    declared.slots().forEach(layout::add);
    State state = new State(layout);
    state.set(BLOCK, surface.start());
    program = Program.compile(new Step(graph, Map.of("cost", cost), updates), state, kernels, team);
    knobs = new HashMap<>(declared.knobs());
    knobs.put("learning-rate", optimizer.learningRate());
    declared.products().forEach(name -> products.put(name, 1.0));
  }

  /// The steps until the cost is low enough; empty if it takes more than `most`, or the numbers
  /// leave the range of a `float`.
  OptionalInt steps(int most) {
    double first = 0;
    double mean = 0;
    for (int step = 0; step <= most; step++) {
      disturb();
      handNumbers();
      program.run();
      double cost = program.number("cost");
      first = step == 0 ? cost : first;
      mean = step == 0 ? cost : MEMORY * mean + (1 - MEMORY) * cost;
      if (!Double.isFinite(cost)) {
        return OptionalInt.empty();
      }
      if (surface.isReached(surface.noise() > 0 ? mean : cost, first)) {
        return OptionalInt.of(step);
      }
    }
    return OptionalInt.empty();
  }

  private void handNumbers() {
    products.replaceAll((name, product) -> product * value(name));
    for (String scalar : program.scalars()) {
      Double product = products.get(scalar.replace(".product", ""));
      program.set(scalar, scalar.endsWith(".product") && product != null ? product : value(scalar));
    }
    program.step(clock.step());
    clock = clock.next(1);
  }

  private double value(String knob) {
    return Objects.requireNonNull(knobs.get(knob), knob).at(clock);
  }

  private void disturb() {
    if (surface.noise() > 0) {
      float[] noise = program.input("noise");
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (float) (surface.noise() * random.nextGaussian());
      }
    }
  }
}
