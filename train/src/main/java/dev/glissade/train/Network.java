package dev.glissade.train;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Program;
import dev.glissade.engine.RandomNumbers;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.nn.Loss;
import dev.glissade.nn.Mode;
import dev.glissade.nn.Model;
import dev.glissade.nn.Parameter;
import dev.glissade.nn.Statistic;
import dev.glissade.nn.Trace;
import dev.glissade.optim.Averaged;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Update;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A model, a loss and an optimiser compiled into programs over one state.
///
/// In the state, parameters of one role lie together, so that the optimiser runs as one long loop
/// for each role; running statistics follow, then the optimiser's slots, laid out like the
/// parameters. There is one program for each batch size.
public final class Network implements AutoCloseable {
  /// What is learned and how.
  public record Recipe(Model model, Loss loss, Optimizer optimizer, Regularization regularization) {
    /// With L2 regularisation only.
    public Recipe(Model model, Loss loss, Optimizer optimizer, double l2) {
      this(model, loss, optimizer, Regularization.NONE.withL2(l2));
    }
  }

  /// What the state is made of, by path, and the knobs of the optimiser whose products it needs.
  record Paths(
      Set<String> parameters, Set<String> statistics, Set<String> slots, Set<String> products) {
    static Paths of(StepTracing.Traced traced) {
      Set<String> parameters = new LinkedHashSet<>();
      traced.trace().parameters().forEach(each -> parameters.add(each.path()));
      Set<String> statistics = new LinkedHashSet<>();
      traced.trace().statistics().forEach(each -> statistics.add(each.path()));
      Update.Declarations declared = traced.declared();
      return new Paths(parameters, statistics, declared.slots().keySet(), declared.products());
    }
  }

  /// The input with the targets of the examples that a batch is mixed with.
  static final String OTHERS = "other-targets";

  /// The input with the share of the own example, a single number.
  static final String SHARE = "own-share";

  private final Recipe recipe;
  private final Kernels kernels;
  private final ThreadTeam team;
  private final State state;
  private final Map<String, Schedule> knobs = new LinkedHashMap<>();
  private final Set<String> products = new LinkedHashSet<>();
  private final StepTracing tracing;
  private final Map<Integer, Program> training = new HashMap<>();
  private final List<StepTracing.Block> blocks;
  private final Paths paths;
  private final Map<Integer, Program> statistics = new HashMap<>();
  private final Map<Integer, Program> parts = new HashMap<>();
  private final Map<Integer, Program> joins = new HashMap<>();
  private final Map<Integer, Program> inference = new HashMap<>();
  private final long seed;

  /// Compiles for one example at first, to learn the layout of the state, and fills the state as
  /// the initialisers say.
  public Network(Recipe recipe, Kernels kernels, int threads, long seed) {
    this.recipe = recipe;
    this.kernels = kernels;
    this.team = new ThreadTeam(threads);
    this.seed = seed;
    this.tracing = new StepTracing(recipe);
    StepTracing.Traced traced = tracing.whole(2);
    State.Layout layout = new State.Layout();
    this.blocks = StepTracing.blocks(traced.trace().parameters());
    for (StepTracing.Block block : blocks) {
      int start = layout.size();
      block.parameters().forEach(each -> layout.add(each.path(), each.shape()));
      layout.range(block.name(), start);
    }
    traced.trace().statistics().forEach(each -> layout.add(each.path(), each.shape()));
    traced.declared().slots().forEach(layout::add);
    this.state = new State(layout);
    initialise(traced.trace());
    traced.trace().knobs().forEach((name, value) -> knobs.put(name, Schedule.constant(value)));
    recipe.loss().knobs().forEach((name, value) -> knobs.put(name, Schedule.constant(value)));
    knobs.putAll(traced.declared().knobs());
    knobs.putAll(Penalty.knobs(recipe.regularization()));
    products.addAll(traced.trace().products());
    products.addAll(traced.declared().products());
    this.paths = Paths.of(traced);
  }

  private void initialise(Trace trace) {
    for (Parameter parameter : trace.parameters()) {
      RandomNumbers random = RandomNumbers.of(seed, "initial " + parameter.path());
      state.set(parameter.path(), parameter.initializer().values(parameter.shape(), random));
    }
    trace.statistics().forEach(this::initialise);
  }

  private void initialise(Statistic statistic) {
    float[] values = new float[statistic.shape().size()];
    java.util.Arrays.fill(values, (float) statistic.initial());
    state.set(statistic.path(), values);
  }

  /// The training program for batches of `examples`; inputs `x` and `targets`, outputs `cost`
  /// (with regularisation) and `output`.
  public Program training(int examples) {
    return training.computeIfAbsent(examples, size -> compile(tracing.whole(size).step()));
  }

  /// The part of a training step that `examples` of its batch need: see `StepTracing.part`.
  Program part(int examples) {
    return parts.computeIfAbsent(examples, size -> compile(tracing.part(size)));
  }

  /// The rest of a training step of `examples` in parts: see `StepTracing.join`.
  Program join(int examples) {
    return joins.computeIfAbsent(examples, size -> compile(tracing.join(size)));
  }

  /// The program that moves running statistics and nothing else.
  Program statistics(int examples) {
    return statistics.computeIfAbsent(examples, size -> compile(tracing.statistics(size)));
  }

  /// Whether the optimiser keeps an average of every parameter.
  boolean hasAverages() {
    return blocks.stream().allMatch(block -> hasEntry(average(block)));
  }

  private boolean hasEntry(String name) {
    return state.layout().entries().stream().anyMatch(entry -> entry.name().equals(name));
  }

  private static String average(StepTracing.Block block) {
    return Averaged.SLOT + "/" + block.role().label();
  }

  /// Overwrites the parameters by their averages.
  void showAverages() {
    for (StepTracing.Block block : blocks) {
      state.set(block.name(), state.view(average(block)));
    }
  }

  /// Sets the running statistics that training moves to what they were at first; false if there
  /// are none.
  boolean forgetStatistics() {
    Trace trace = tracing.whole(2).trace();
    trace.statistics().stream()
        .filter(each -> trace.updates().containsKey(each.path()))
        .forEach(this::initialise);
    return !trace.updates().isEmpty();
  }

  /// A program over the same state, with the same random streams.
  Program compile(Step step) {
    Program program = Program.compile(step, state, kernels, team);
    program.seed(seed);
    return program;
  }

  /// The step that `training` compiles, for those who want to look at it or evaluate it otherwise.
  public Step trainingStep(int examples) {
    return tracing.whole(examples).step();
  }

  StepTracing.Traced traced(int examples) {
    return tracing.whole(examples);
  }

  /// The program that evaluates batches of `examples`; inputs `x` and `targets`, outputs `loss`
  /// and `output`.
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

  /// What layers offer to look at in use, in the order of the model.
  List<String> observations() {
    Tensor x = new Graph().input("x", recipe.model().input().prepend(2));
    return List.copyOf(recipe.model().trace(x, Mode.INFERENCE).observations().keySet());
  }

  /// A program for batches of `examples` whose output `moments` is what a layer offers to look at;
  /// input `x`.
  Program observing(int examples, String path) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", recipe.model().input().prepend(examples));
    Trace trace = recipe.model().trace(x, Mode.INFERENCE);
    Tensor observed = Objects.requireNonNull(trace.observations().get(path), path);
    Step step = Step.reading(graph, Map.of("moments", observed));
    return Program.compile(step, state, kernels, team);
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

  Paths paths() {
    return paths;
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
