package dev.glissade.train;

import dev.glissade.engine.Derivatives;
import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Program;
import dev.glissade.engine.RandomNumbers;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.nn.Loss;
import dev.glissade.nn.Mode;
import dev.glissade.nn.Model;
import dev.glissade.nn.Parameter;
import dev.glissade.nn.Role;
import dev.glissade.nn.Statistic;
import dev.glissade.nn.Trace;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A model, a loss and an optimiser compiled into programs over one state.
///
/// In the state, parameters of one role lie together, so that the optimiser runs as one long loop
/// for each role; running statistics follow, then the optimiser's slots, laid out like the
/// parameters. There is one program for each batch size.
public final class Network implements AutoCloseable {
  /// What is learned and how: `l2` is λ of `J = mean loss + λ / (2 m) Σ ‖W‖²` over weights, `m` the
  /// examples of the batch.
  public record Recipe(Model model, Loss loss, Optimizer optimizer, double l2) {
    /// Checks λ.
    public Recipe {
      if (!(l2 >= 0 && l2 <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "l2: expected a finite number of at least 0, but got " + l2);
      }
    }
  }

  private final Recipe recipe;
  private final Kernels kernels;
  private final ThreadTeam team;
  private final State state;
  private final Map<String, Schedule> knobs = new LinkedHashMap<>();
  private final Set<String> products = new LinkedHashSet<>();
  private final Map<Integer, Program> training = new HashMap<>();
  private final Map<Integer, Program> inference = new HashMap<>();
  private final long seed;

  /// Compiles for one example at first, to learn the layout of the state, and fills the state as
  /// the initialisers say.
  public Network(Recipe recipe, Kernels kernels, int threads, long seed) {
    this.recipe = recipe;
    this.kernels = kernels;
    this.team = new ThreadTeam(threads);
    this.seed = seed;
    Traced traced = trace(2);
    State.Layout layout = new State.Layout();
    byRole(traced.trace().parameters())
        .forEach(
            (role, parameters) -> {
              int start = layout.size();
              parameters.forEach(parameter -> layout.add(parameter.path(), parameter.shape()));
              layout.range(block(role), start);
            });
    traced.trace().statistics().forEach(each -> layout.add(each.path(), each.shape()));
    traced.declared().slots().forEach(layout::add);
    this.state = new State(layout);
    initialise(traced.trace());
    traced.trace().knobs().forEach((name, value) -> knobs.put(name, Schedule.constant(value)));
    knobs.putAll(traced.declared().knobs());
    if (recipe.l2() > 0) {
      knobs.put("l2", Schedule.constant(recipe.l2()));
    }
    products.addAll(traced.trace().products());
    products.addAll(traced.declared().products());
  }

  private static String block(Role role) {
    return "parameters/" + role.label();
  }

  private static Map<Role, List<Parameter>> byRole(List<Parameter> parameters) {
    Map<Role, List<Parameter>> groups = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      List<Parameter> group = parameters.stream().filter(each -> each.role() == role).toList();
      if (!group.isEmpty()) {
        groups.put(role, group);
      }
    }
    return groups;
  }

  private void initialise(Trace trace) {
    for (Parameter parameter : trace.parameters()) {
      RandomNumbers random = RandomNumbers.of(seed, "initial " + parameter.path());
      state.set(parameter.path(), parameter.initializer().values(parameter.shape(), random));
    }
    for (Statistic statistic : trace.statistics()) {
      float[] values = new float[statistic.shape().size()];
      java.util.Arrays.fill(values, (float) statistic.initial());
      state.set(statistic.path(), values);
    }
  }

  private record Traced(Step step, Trace trace, Update.Declarations declared) {}

  /// The training step for batches of `examples`: outputs `cost` (with regularisation) and
  /// `output`.
  private Traced trace(int examples) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", recipe.model().input().prepend(examples));
    Trace trace = recipe.model().trace(x, Mode.TRAINING);
    Tensor targets = graph.input("targets", recipe.loss().targets(trace.output().shape()));
    Tensor loss = graph.at("loss", () -> recipe.loss().apply(trace.output(), targets));
    Tensor cost = recipe.l2() > 0 ? graph.at("l2", () -> loss.plus(penalty(trace))) : loss;
    Map<String, Tensor> parameters = new HashMap<>();
    trace.parameters().forEach(each -> parameters.put(each.path(), each.tensor()));
    Update.Declarations declared = new Update.Declarations(cost, parameters);
    Map<String, Tensor> updates = new LinkedHashMap<>(trace.updates());
    updates.putAll(updates(trace, cost, declared));
    updates.putAll(declared.updates());
    Step step = new Step(graph, Map.of("cost", cost, "output", trace.output()), updates);
    return new Traced(step, trace, declared);
  }

  /// `λ / (2 m) Σ ‖W‖²`
  private static Tensor penalty(Trace trace) {
    int examples = trace.output().shape().extent(0);
    Graph graph = trace.output().graph();
    Tensor squares = graph.constant(0);
    for (Parameter parameter : trace.parameters()) {
      if (parameter.role() == Role.WEIGHT) {
        squares = squares.plus(parameter.tensor().square().sum());
      }
    }
    return squares.times(graph.scalar("l2").dividedBy(2.0 * examples));
  }

  private Map<String, Tensor> updates(Trace trace, Tensor cost, Update.Declarations declared) {
    List<Tensor> parameters = trace.parameters().stream().map(Parameter::tensor).toList();
    List<Tensor> gradients = Derivatives.gradients(cost, parameters);
    Map<String, Tensor> gradientOf = new HashMap<>();
    for (int i = 0; i < gradients.size(); i++) {
      gradientOf.put(trace.parameters().get(i).path(), gradients.get(i));
    }
    List<String> names = new ArrayList<>();
    List<Tensor> blocks = new ArrayList<>();
    List<Update> updates = new ArrayList<>();
    byRole(trace.parameters())
        .forEach(
            (role, group) -> {
              List<Tensor> flat = new ArrayList<>();
              List<Update.Segment> segments = new ArrayList<>();
              int size = 0;
              for (Parameter parameter : group) {
                Tensor gradient = gradientOf.getOrDefault(parameter.path(), parameter.tensor());
                flat.add(gradient.reshape(Shape.of(parameter.shape().size())));
                int from = size;
                size += parameter.shape().size();
                segments.add(new Update.Segment(parameter.path(), parameter.shape(), from, size));
              }
              Tensor all = cost.graph().add(new Op.Concatenate(0), flat.toArray(Tensor[]::new));
              Tensor block = cost.graph().variable(block(role), Shape.of(size));
              names.add(block(role));
              blocks.add(all);
              updates.add(Update.of(role.label(), block, segments, declared));
            });
    List<Tensor> values =
        cost.graph().at("optimizer", () -> recipe.optimizer().apply(blocks, updates));
    Map<String, Tensor> result = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      result.put(names.get(i), values.get(i));
    }
    return result;
  }

  /// The training program for batches of `examples`; inputs `x` and `targets`.
  public Program training(int examples) {
    return training.computeIfAbsent(
        examples,
        size -> {
          Program program = Program.compile(trace(size).step(), state, kernels, team);
          program.seed(seed);
          return program;
        });
  }

  /// The step that `training` compiles, for those who want to look at it or evaluate it otherwise.
  public Step trainingStep(int examples) {
    return trace(examples).step();
  }

  /// The program that evaluates batches of `examples`; inputs `x` and `targets`, outputs `loss` and
  /// `output`.
  public Program inference(int examples) {
    return inference.computeIfAbsent(
        examples,
        size -> {
          Graph graph = new Graph();
          Tensor x = graph.input("x", recipe.model().input().prepend(size));
          Tensor output = recipe.model().trace(x, Mode.INFERENCE).output();
          Tensor targets = graph.input("targets", recipe.loss().targets(output.shape()));
          Tensor loss = recipe.loss().apply(output, targets);
          Step step = Step.reading(graph, Map.of("loss", loss, "output", output));
          return Program.compile(step, state, kernels, team);
        });
  }

  /// What is learned and how.
  public Recipe recipe() {
    return recipe;
  }

  /// Everything that lasts.
  public State state() {
    return state;
  }

  /// The numbers that may change between steps, with their usual values.
  public Map<String, Schedule> knobs() {
    return knobs;
  }

  /// The knobs whose running product is needed.
  public Set<String> products() {
    return products;
  }

  /// The seed of the first weights and of all random streams.
  public long seed() {
    return seed;
  }

  /// The kernels in use.
  public Kernels kernels() {
    return kernels;
  }

  @Override
  public void close() {
    team.close();
  }
}
