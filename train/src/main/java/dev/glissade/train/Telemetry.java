package dev.glissade.train;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Program;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import dev.glissade.nn.Loss;
import dev.glissade.nn.Mode;
import dev.glissade.nn.Model;
import dev.glissade.nn.Role;
import dev.glissade.nn.Trace;
import dev.glissade.optim.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// Looks at the 64th step and then at one in 256. A second program over the same state writes the
/// step down again and reads numbers off it; it changes nothing, so training has the same bits with
/// and without it, and all other steps cost what they did.
///
/// The program is compiled beside the training, from some steps before it is first needed. A step
/// is looked at only if its batch is full.
final class Telemetry {
  /// Steps between two that are looked at. Looking costs about three steps.
  private static final int EVERY = 256;

  /// One early step, as most that goes wrong does so at the beginning.
  private static final int FIRST = 64;

  /// From this step on there is time to compile, and the training is not a very short one.
  private static final int COMPILED_FROM = 32;

  private static final double EPSILON_FACTOR = 1e-6;
  private static final String DEAD = "dead/";

  private final Stepper stepper;
  private final int examples;
  private Optional<CompletableFuture<Program>> program = Optional.empty();

  Telemetry(Stepper stepper) {
    this.stepper = stepper;
    this.examples = stepper.batches().size(0);
  }

  /// Whether the step that begins at `clock` is to be looked at: a wanted one, or the one after it
  /// if its batch is short.
  private boolean isDue(Clock clock) {
    int last = stepper.batches().count() - 1;
    boolean isShort = stepper.batches().size(last) < examples;
    if (isShort && clock.batch() == last) {
      return false;
    }
    boolean isAfterShort = isShort && clock.batch() == 0;
    return isWanted(clock.step() + 1) || (isAfterShort && isWanted(clock.step()));
  }

  private static boolean isWanted(long number) {
    return number == FIRST || (number > 0 && number % EVERY == 0);
  }

  /// Looks at the step that begins at `clock`, before it is taken, if it is to be looked at.
  Optional<Observation> look(Clock clock) {
    if (program.isEmpty() && clock.step() >= COMPILED_FROM) {
      program = Optional.of(CompletableFuture.supplyAsync(this::compile));
    }
    return isDue(clock)
        ? program.map(CompletableFuture::join).map(reading -> observed(reading, clock))
        : Optional.empty();
  }

  private Observation observed(Program reading, Clock clock) {
    Knobs knobs = stepper.knobs();
    Map<String, Double> products = knobs.products();
    stepper.fill(clock, reading);
    knobs.advance(clock);
    knobs.set(reading, clock);
    reading.step(clock.step());
    reading.run();
    knobs.restoreProducts(products);
    return read(reading, clock);
  }

  private Program compile() {
    Network network = stepper.network();
    StepTracing.Traced traced = network.traced(examples);
    Map<String, Tensor> read = new Writing(network, traced, examples).all();
    return network.compile(Step.reading(traced.step().graph(), read));
  }

  private Observation read(Program reading, Clock clock) {
    Map<String, Observation.OfRole> roles = new LinkedHashMap<>();
    double square = 0;
    for (Role role : Role.values()) {
      String name = role.label();
      if (reading.hasOutput(name + "/gradient")) {
        double gradient = reading.number(name + "/gradient");
        square += gradient * gradient;
        roles.put(
            name,
            new Observation.OfRole(
                reading.number(name + "/parameter"),
                gradient,
                reading.number(name + "/change"),
                number(reading, name + "/epsilon")));
      }
    }
    Map<String, Double> dead =
        reading.outputs().stream()
            .filter(name -> name.startsWith(DEAD))
            .collect(
                Collectors.toMap(
                    name -> name.substring(DEAD.length()),
                    name -> (double) reading.number(name),
                    (a, _) -> a,
                    LinkedHashMap::new));
    return new Observation(roles, isClipped(Math.sqrt(square), clock), dead, noise(reading));
  }

  private Optional<Boolean> isClipped(double norm, Clock clock) {
    String knob = "clip-norm";
    return stepper.network().knobs().containsKey(knob)
        ? Optional.of(norm > stepper.knobs().value(knob, clock))
        : Optional.empty();
  }

  private Optional<Observation.Noise> noise(Program reading) {
    if (examples < 2) {
      return Optional.empty();
    }
    double gradient = reading.number("noise/gradient");
    double distance = reading.number("noise/distance");
    return Optional.of(
        Observation.Noise.of(gradient * gradient, distance * distance, examples / 2, examples));
  }

  private static Optional<Double> number(Program reading, String output) {
    return reading.hasOutput(output)
        ? Optional.of((double) reading.number(output))
        : Optional.empty();
  }

  /// Writes down what is read off a step. Asking a graph for what it has gives the same tensors, so
  /// nothing of the step is computed twice.
  private static final class Writing {
    private final Network network;
    private final StepTracing.Traced traced;
    private final Graph graph;
    private final int examples;
    private final Map<String, Tensor> outputs = new LinkedHashMap<>();
    private final Map<String, Tensor> changes = new LinkedHashMap<>();

    Writing(Network network, StepTracing.Traced traced, int examples) {
      this.network = network;
      this.traced = traced;
      this.graph = traced.step().graph();
      this.examples = examples;
    }

    Map<String, Tensor> all() {
      for (int i = 0; i < traced.blocks().size(); i++) {
        block(traced.blocks().get(i), traced.gradients().get(i));
      }
      epsilon();
      deadUnits();
      if (examples > 1) {
        noise();
      }
      return outputs;
    }

    private void block(StepTracing.Block block, Tensor gradient) {
      String role = block.role().label();
      Tensor value = Objects.requireNonNull(traced.step().updates().get(block.name()), role);
      Tensor before = graph.variable(block.name(), value.shape());
      Tensor change = value.minus(before);
      outputs.put(role + "/parameter", before.norm());
      outputs.put(role + "/gradient", gradient.norm());
      outputs.put(role + "/change", change.norm());
      changes.put(role, change);
    }

    /// Written down a second time with a tiny ε, each change is compared with what it is.
    private void epsilon() {
      Rewriting rewriting = new Rewriting(graph);
      changes.forEach(
          (role, change) -> {
            Tensor without = rewriting.of(change);
            if (without != change) {
              Tensor longer = without.map(UnaryFunction.ABSOLUTE);
              Tensor twice = change.map(UnaryFunction.ABSOLUTE).times(2);
              outputs.put(role + "/epsilon", longer.greater(twice).mean());
            }
          });
    }

    private void deadUnits() {
      Tensor output = traced.trace().output();
      boolean[] isForward = new boolean[output.id() + 1];
      isForward[output.id()] = true;
      for (Tensor node : List.copyOf(graph.nodes().subList(0, isForward.length)).reversed()) {
        if (isForward[node.id()]) {
          node.inputs().forEach(input -> isForward[input.id()] = true);
          if (node.op().equals(new Op.Unary(UnaryFunction.RELU)) && node.shape().rank() > 1) {
            Tensor highest = node;
            for (int axis = node.shape().rank() - 1; axis >= 0; axis--) {
              highest = axis == 1 ? highest : highest.max(axis);
            }
            outputs.put(DEAD + node.path(), highest.greater(0).mean().subtractedFrom(1));
          }
        }
      }
    }

    /// Compares the gradient of the loss of the whole batch with that of its first half.
    private void noise() {
      Loss loss = network.recipe().loss();
      Model model = network.recipe().model();
      Tensor x = graph.input("x", model.input().prepend(examples));
      Tensor output = traced.trace().output();
      Tensor targets = graph.input("targets", loss.targets(output.shape()));
      List<Tensor> whole = StepTracing.gradients(loss.apply(output, targets), traced.blocks());
      int half = examples / 2;
      Trace first = model.trace(x.slice(0, 0, half), Mode.TRAINING);
      Tensor ofFirst = loss.apply(first.output(), targets.slice(0, 0, half));
      List<Tensor> part = StepTracing.gradients(ofFirst, StepTracing.blocks(first.parameters()));
      List<Tensor> distance = new ArrayList<>();
      for (int i = 0; i < whole.size(); i++) {
        distance.add(part.get(i).minus(whole.get(i)));
      }
      outputs.put("noise/gradient", norm(whole));
      outputs.put("noise/distance", norm(distance));
    }

    private Tensor norm(List<Tensor> tensors) {
      return graph.add(new Op.Norm(), tensors.toArray(Tensor[]::new));
    }
  }

  /// The same expressions with another ε: of everything that a graph has when it is made, what
  /// depends on an ε is written down again.
  private static final class Rewriting {
    private final Map<Tensor, Tensor> rewritten = new LinkedHashMap<>();

    Rewriting(Graph graph) {
      for (Tensor node : List.copyOf(graph.nodes())) {
        if (node.op() instanceof Op.Scalar(String name) && name.endsWith("epsilon")) {
          rewritten.put(node, node.times(EPSILON_FACTOR));
        } else if (node.inputs().stream().anyMatch(rewritten::containsKey)) {
          Tensor[] inputs = node.inputs().stream().map(this::of).toArray(Tensor[]::new);
          rewritten.put(node, graph.at(node.path(), () -> graph.add(node.op(), inputs)));
        }
      }
    }

    Tensor of(Tensor node) {
      return rewritten.getOrDefault(node, node);
    }
  }
}
