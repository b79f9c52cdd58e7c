package dev.glissade.optim;

import dev.glissade.engine.Derivatives;
import dev.glissade.engine.Graph;
import dev.glissade.engine.Program;
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

/// An optimiser at work on a cost, in float or in double: what the tests of optimisers share. The
/// parameters are one block `weight` of a few numbers.
final class Rig implements AutoCloseable {
  private final Optimizer optimizer;
  private final Step step;
  private final Update.Declarations declared;
  private final Map<String, Double> products = new LinkedHashMap<>();
  private final Map<String, double[]> exact = new LinkedHashMap<>();
  private final ThreadTeam team = new ThreadTeam(1);
  private final Program program;
  private final State state;
  private Clock clock = Clock.start(10, 1_000);

  Rig(Optimizer optimizer, Function<Tensor, Tensor> cost, double... start) {
    this(optimizer, "weight", cost, start);
  }

  Rig(Optimizer optimizer, String block, Function<Tensor, Tensor> cost, double... start) {
    this.optimizer = optimizer;
    Graph graph = new Graph();
    Tensor parameters = graph.variable("parameters", Shape.of(start.length));
    Tensor loss = cost.apply(parameters);
    declared = new Update.Declarations(loss, Map.of(block, parameters));
    List<Tensor> gradients = Derivatives.gradients(loss, List.of(parameters));
    Update update = Update.of(block, parameters, declared);
    Map<String, Tensor> updates = new LinkedHashMap<>();
    updates.put("parameters", optimizer.apply(gradients, List.of(update)).getFirst());
    updates.putAll(declared.updates());
    step = new Step(graph, Map.of("cost", loss), updates);
    State.Layout layout = new State.Layout().add("parameters", Shape.of(start.length));
    declared.slots().forEach(layout::add);
    state = new State(layout);
    state.set("parameters", Comparison.narrow(start));
    program = Program.compile(step, state, PlainKernels.kernels(), team);
    layout.entries().forEach(each -> exact.put(each.name(), new double[each.shape().size()]));
    exact.put("parameters", start.clone());
    declared.products().forEach(knob -> products.put(knob, 1.0));
  }

  /// One step in float and one in double, each from its own parameters.
  void step() {
    Map<String, Double> scalars = scalars();
    runInFloat(scalars);
    var values =
        Reference.of(Map.of(), scalars, exact, 0, 0).evaluate(List.copyOf(step.updates().values()));
    step.updates().forEach((name, tensor) -> exact.put(name, value(values, tensor)));
    clock = clock.next(1);
  }

  /// One step in float only.
  void stepInFloat() {
    runInFloat(scalars());
    clock = clock.next(1);
  }

  private Map<String, Double> scalars() {
    products.replaceAll((knob, product) -> product * knob(knob));
    Map<String, Double> scalars = new LinkedHashMap<>();
    declared.knobs().keySet().forEach(name -> scalars.put(name, knob(name)));
    products.forEach((knob, product) -> scalars.put(knob + ".product", product));
    return scalars;
  }

  private void runInFloat(Map<String, Double> scalars) {
    program.scalars().forEach(name -> program.set(name, value(scalars, name)));
    program.run();
  }

  private double knob(String name) {
    return name.equals("learning-rate")
        ? optimizer.learningRate().at(clock)
        : value(declared.knobs(), name).at(clock);
  }

  private static <K, T> T value(Map<K, T> map, K name) {
    return Objects.requireNonNull(map.get(name), name.toString());
  }

  float[] inFloat() {
    return state.view("parameters");
  }

  double[] inDouble() {
    return value(exact, "parameters");
  }

  Update.Declarations declared() {
    return declared;
  }

  @Override
  public void close() {
    team.close();
  }
}
