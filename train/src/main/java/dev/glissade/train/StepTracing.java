package dev.glissade.train;

import dev.glissade.engine.Derivatives;
import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.Mode;
import dev.glissade.nn.Parameter;
import dev.glissade.nn.Role;
import dev.glissade.nn.Trace;
import dev.glissade.optim.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes down the training step of a recipe: as a whole, or as parts of a batch that are joined.
///
/// `whole` = `part` for every part, the means of what the parts give, `join`.
record StepTracing(Network.Recipe recipe) {
  /// Gradients go from parts to the join under this prefix and the label of their role.
  static final String GRADIENT = "gradient/";

  /// New values of statistics do so under this prefix and their path.
  static final String STATISTIC = "statistic/";

  /// The parameters of one role, which are one vector in the state.
  record Block(Role role, List<Parameter> parameters) {
    /// The name of the vector.
    String name() {
      return "parameters/" + role.label();
    }

    int size() {
      return parameters.stream().mapToInt(each -> each.shape().size()).sum();
    }

    private List<Update.Segment> segments() {
      List<Update.Segment> segments = new ArrayList<>();
      int from = 0;
      for (Parameter parameter : parameters) {
        int to = from + parameter.shape().size();
        segments.add(new Update.Segment(parameter.path(), parameter.shape(), from, to));
        from = to;
      }
      return segments;
    }
  }

  /// A step, with what its layers and its optimiser declared, and the gradients of its cost, one
  /// vector for each block.
  record Traced(
      Step step,
      Trace trace,
      Update.Declarations declared,
      List<Block> blocks,
      List<Tensor> gradients) {}

  /// What leads to a loss; `loss` and `weight` are those of the own targets where examples are
  /// mixed.
  private record Forward(Graph graph, Trace trace, Tensor loss, Tensor weight) {
    Forward with(Tensor otherLoss, Tensor otherWeight) {
      return new Forward(graph, trace, otherLoss, otherWeight);
    }
  }

  static List<Block> blocks(List<Parameter> parameters) {
    List<Block> blocks = new ArrayList<>();
    for (Role role : Role.values()) {
      List<Parameter> group = parameters.stream().filter(each -> each.role() == role).toList();
      if (!group.isEmpty()) {
        blocks.add(new Block(role, group));
      }
    }
    return blocks;
  }

  private Forward forward(int examples) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", recipe.model().input().prepend(examples));
    Trace trace = recipe.model().trace(x, Mode.TRAINING);
    Tensor output = trace.output();
    Tensor targets = graph.input("targets", recipe.loss().targets(output.shape()));
    Tensor loss = graph.at("loss", () -> recipe.loss().apply(output, targets));
    return new Forward(graph, trace, loss, recipe.loss().weight(output, targets));
  }

  /// Where examples are mixed: `λ loss + (1 - λ) loss of the other targets`. The other targets of a
  /// whole batch are its own in reverse, so both have the same weight; those of a part have not,
  /// and each loss counts by its own: weights `w` and `v` give the weight `(w + v) / 2` and the
  /// loss `(λ w loss + (1 - λ) v other) / ((w + v) / 2)`.
  private Forward mixed(Forward own, boolean isPart) {
    if (!recipe.regularization().mixing().isOn()) {
      return own;
    }
    Graph graph = own.graph();
    Tensor output = own.trace().output();
    Tensor targets = graph.input(Network.OTHERS, recipe.loss().targets(output.shape()));
    Tensor loss = graph.at("loss", () -> recipe.loss().apply(output, targets));
    Tensor weight = recipe.loss().weight(output, targets);
    Tensor share = graph.input(Network.SHARE, Shape.of(1)).reshape(Shape.SCALAR);
    Tensor rest = share.subtractedFrom(1);
    if (!isPart || weight.equals(own.weight())) {
      return own.with(own.loss().times(share).plus(loss.times(rest)), own.weight());
    }
    Tensor half = own.weight().plus(weight).times(0.5);
    Tensor first = own.loss().times(own.weight()).times(share);
    Tensor second = loss.times(weight).times(rest);
    return own.with(first.plus(second).dividedBy(half), half);
  }

  /// The training step for batches of `examples`: outputs `cost` (with regularisation) and
  /// `output`.
  Traced whole(int examples) {
    Forward forward = mixed(forward(examples), false);
    Graph graph = forward.graph();
    Trace trace = forward.trace();
    Tensor cost = Penalty.added(forward.loss(), trace, recipe.regularization(), examples);
    List<Block> blocks = blocks(trace.parameters());
    Map<String, Tensor> parameters = new HashMap<>();
    trace.parameters().forEach(each -> parameters.put(each.path(), each.tensor()));
    Update.Declarations declared = new Update.Declarations(cost, parameters);
    Map<String, Tensor> updates = new LinkedHashMap<>(trace.updates());
    List<Tensor> gradients = gradients(cost, blocks);
    updates.putAll(updates(blocks, gradients, declared));
    updates.putAll(declared.updates());
    Step step = new Step(graph, Map.of("cost", cost, "output", trace.output()), updates);
    return new Traced(step, trace, declared, blocks, gradients);
  }

  /// What moves running statistics, and nothing else.
  Step statistics(int examples) {
    Forward forward = mixed(forward(examples), false);
    return new Step(forward.graph(), Map.of("loss", forward.loss()), forward.trace().updates());
  }

  /// What `examples` of a batch give, without any update: outputs `loss`, their mean; `weight`,
  /// how much this mean counts; the gradients of the loss; and the new values of statistics, as
  /// if these examples were the whole batch.
  Step part(int examples) {
    Forward forward = mixed(forward(examples), true);
    Trace trace = forward.trace();
    List<Block> blocks = blocks(trace.parameters());
    List<Tensor> gradients = gradients(forward.loss(), blocks);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("loss", forward.loss());
    outputs.put("weight", forward.weight());
    for (int i = 0; i < blocks.size(); i++) {
      outputs.put(GRADIENT + blocks.get(i).role().label(), gradients.get(i));
    }
    trace.updates().forEach((path, value) -> outputs.put(STATISTIC + path, value));
    return Step.reading(forward.graph(), outputs);
  }

  /// The update of a batch of `examples` from the means of what its parts gave, which are inputs;
  /// output `penalty`, the part of the cost that is regularisation.
  Step join(int examples) {
    Graph graph = new Graph();
    Tensor none = graph.input("x", recipe.model().input().prepend(2));
    Trace trace = recipe.model().trace(none, Mode.TRAINING);
    List<Block> blocks = blocks(trace.parameters());
    Regularization regularization = recipe.regularization();
    Tensor penalty = Penalty.added(graph.constant(0), trace, regularization, examples);
    List<Tensor> gradients = new ArrayList<>();
    for (Block block : blocks) {
      Tensor mean = graph.input(GRADIENT + block.role().label(), Shape.of(block.size()));
      boolean isPenalised = block.role() == Role.WEIGHT && regularization.isPenalty();
      gradients.add(isPenalised ? mean.plus(gradients(penalty, List.of(block)).getFirst()) : mean);
    }
    Update.Declarations declared = new Update.Declarations();
    Map<String, Tensor> updates = new LinkedHashMap<>();
    trace
        .updates()
        .forEach((path, value) -> updates.put(path, graph.input(STATISTIC + path, value.shape())));
    updates.putAll(updates(blocks, gradients, declared));
    updates.putAll(declared.updates());
    return new Step(graph, Map.of("penalty", penalty), updates);
  }

  /// For each block the gradient of a cost, one vector.
  static List<Tensor> gradients(Tensor cost, List<Block> blocks) {
    List<Parameter> parameters = blocks.stream().flatMap(b -> b.parameters().stream()).toList();
    List<Tensor> gradients =
        Derivatives.gradients(cost, parameters.stream().map(Parameter::tensor).toList());
    Map<Parameter, Tensor> gradientOf = new HashMap<>();
    for (int i = 0; i < gradients.size(); i++) {
      gradientOf.put(parameters.get(i), gradients.get(i));
    }
    List<Tensor> result = new ArrayList<>();
    for (Block block : blocks) {
      Tensor[] flat =
          block.parameters().stream()
              .map(each -> gradientOf.getOrDefault(each, each.tensor()))
              .map(gradient -> gradient.reshape(Shape.of(gradient.shape().size())))
              .toArray(Tensor[]::new);
      result.add(cost.graph().add(new Op.Concatenate(0), flat));
    }
    return result;
  }

  private Map<String, Tensor> updates(
      List<Block> blocks, List<Tensor> gradients, Update.Declarations declared) {
    Graph graph = gradients.getFirst().graph();
    List<Update> updates = new ArrayList<>();
    for (Block block : blocks) {
      Tensor vector = graph.variable(block.name(), Shape.of(block.size()));
      updates.add(Update.of(block.role().label(), vector, block.segments(), declared));
    }
    List<Tensor> values = graph.at("optimizer", () -> recipe.optimizer().apply(gradients, updates));
    Map<String, Tensor> result = new LinkedHashMap<>();
    for (int i = 0; i < blocks.size(); i++) {
      result.put(blocks.get(i).name(), values.get(i));
    }
    return result;
  }
}
