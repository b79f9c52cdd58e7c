package dev.glissade.train.golden;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.PlainKernels;
import dev.glissade.nn.Mode;
import dev.glissade.optim.Clock;
import dev.glissade.testkit.Arithmetic;
import dev.glissade.testkit.Comparison;
import dev.glissade.testkit.Variables;
import dev.glissade.train.Knobs;
import dev.glissade.train.Network;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// A `Network` that is trained step by step in some arithmetic. What a step reads and changes is
/// the network's own, also the numbers of its knobs.
final class NetworkSession implements AutoCloseable {
  private final Network network;
  private final Variables variables;
  private final Knobs knobs;
  private final Map<String, Double> products = new HashMap<>();
  private final Map<Integer, Step> steps = new HashMap<>();
  private Clock clock;

  /// A network at its beginning; `stepsPerEpoch` is for the schedules.
  NetworkSession(Network.Recipe recipe, Arithmetic arithmetic, long stepsPerEpoch) {
    this.network = new Network(recipe, PlainKernels.kernels(), 1, 0);
    this.variables = arithmetic.over(network.state().layout());
    network
        .state()
        .layout()
        .entries()
        .forEach(
            entry ->
                variables.set(entry.name(), Comparison.widen(network.state().view(entry.name()))));
    this.knobs =
        new Knobs(
            network.knobs(),
            Map.of("learning-rate", recipe.optimizer().learningRate()),
            network.products());
    network.products().forEach(knob -> products.put(knob, 1.0));
    this.clock = Clock.start(stepsPerEpoch, 1);
  }

  void set(String path, double[] values) {
    variables.set(path, values);
  }

  double[] get(String path) {
    return variables.get(path);
  }

  /// The learning rate of the step that comes next.
  double learningRate() {
    return knobs.value("learning-rate", clock);
  }

  /// One training step: `cost`, `output`, and `norm` of the gradients where they are clipped.
  Map<String, double[]> train(int examples, double[] x, double[] targets) {
    products.replaceAll((knob, product) -> product * knobs.value(knob, clock));
    Step step = steps.computeIfAbsent(examples, this::withNorm);
    var outputs = variables.run(step, Map.of("x", x, "targets", targets), scalars());
    clock = clock.next(examples);
    return outputs;
  }

  private Step withNorm(int examples) {
    Step step = network.trainingStep(examples);
    Map<String, Tensor> outputs = new LinkedHashMap<>(step.outputs());
    step.graph().nodes().stream()
        .filter(node -> node.op() instanceof Op.Norm)
        .forEach(norm -> outputs.put("norm", norm));
    return new Step(step.graph(), outputs, step.updates());
  }

  /// The output of the trained network.
  double[] infer(int examples, double[] x) {
    var model = network.recipe().model();
    Graph graph = new Graph();
    Tensor input = graph.input("x", model.input().prepend(examples));
    Tensor output = model.trace(input, Mode.INFERENCE).output();
    Step step = Step.reading(graph, Map.of("output", output));
    return variables.run(step, Map.of("x", x), scalars()).get("output");
  }

  private Map<String, Double> scalars() {
    Map<String, Double> scalars = new HashMap<>();
    network.knobs().keySet().forEach(knob -> scalars.put(knob, knobs.value(knob, clock)));
    products.forEach((knob, product) -> scalars.put(knob + ".product", product));
    return scalars;
  }

  @Override
  public void close() {
    network.close();
  }
}
