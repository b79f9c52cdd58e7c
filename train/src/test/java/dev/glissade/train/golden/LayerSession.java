package dev.glissade.train.golden;

import dev.glissade.engine.Derivatives;
import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Mode;
import dev.glissade.nn.Model;
import dev.glissade.nn.Parameter;
import dev.glissade.nn.Trace;
import dev.glissade.testkit.Arithmetic;
import dev.glissade.testkit.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A layer with its parameters and running statistics, used several times: the gradients come from
/// `dJ/doutput`, nothing is learned.
final class LayerSession {
  /// The gradient of the input, among the outputs of `train`; that of a parameter is this and the
  /// parameter's path.
  static final String GRADIENT = "gradient ";

  private final Model model;
  private final Variables variables;
  private final Map<String, Double> products = new HashMap<>();

  /// The layer for batches like `x`.
  LayerSession(Arithmetic arithmetic, Layer layer, Shape x) {
    this.model = Model.of(layer, x.tail());
    Trace trace = model.trace(new Graph().input("x", x), Mode.TRAINING);
    State.Layout layout = new State.Layout();
    trace.parameters().forEach(each -> layout.add(each.path(), each.shape()));
    trace.statistics().forEach(each -> layout.add(each.path(), each.shape()));
    this.variables = arithmetic.over(layout);
    for (var statistic : trace.statistics()) {
      double[] values = new double[statistic.shape().size()];
      java.util.Arrays.fill(values, statistic.initial());
      variables.set(statistic.path(), values);
    }
    trace.products().forEach(knob -> products.put(knob, 1.0));
  }

  void set(String path, double[] values) {
    variables.set(path, values);
  }

  double[] get(String path) {
    return variables.get(path);
  }

  /// The running product of a knob.
  double product(String knob) {
    return products.getOrDefault(knob, 1.0);
  }

  /// Output (`output`), what can be observed and gradients of a batch in training; statistics move.
  Map<String, double[]> train(Shape shape, double[] x, double[] upstream) {
    Graph graph = new Graph();
    Tensor input = graph.input("x", shape);
    Trace trace = model.trace(input, Mode.TRAINING);
    Tensor dy = graph.input("upstream", trace.output().shape());
    List<Tensor> sources = new ArrayList<>(List.of(input));
    trace.parameters().stream().map(Parameter::tensor).forEach(sources::add);
    List<Tensor> gradients = Derivatives.gradients(trace.output().times(dy).sum(), sources);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("output", trace.output());
    outputs.put(GRADIENT, gradients.getFirst());
    outputs.putAll(trace.observations());
    for (int i = 0; i < trace.parameters().size(); i++) {
      outputs.put(GRADIENT + trace.parameters().get(i).path(), gradients.get(i + 1));
    }
    trace
        .knobs()
        .forEach((knob, value) -> products.computeIfPresent(knob, (_, old) -> old * value));
    Step step = new Step(graph, outputs, trace.updates());
    return variables.run(step, Map.of("x", x, "upstream", upstream), scalars(trace));
  }

  /// The output of a batch in use.
  double[] infer(Shape shape, double[] x) {
    Graph graph = new Graph();
    Trace trace = model.trace(graph.input("x", shape), Mode.INFERENCE);
    Step step = Step.reading(graph, Map.of("output", trace.output()));
    return variables.run(step, Map.of("x", x), scalars(trace)).get("output");
  }

  private Map<String, Double> scalars(Trace trace) {
    Map<String, Double> scalars = new HashMap<>(trace.knobs());
    products.forEach((knob, product) -> scalars.put(knob + ".product", product));
    return scalars;
  }
}
