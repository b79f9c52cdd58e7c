package dev.glissade.engine;

import dev.glissade.engine.kernels.Kernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A compiled step: a flat list of kernel calls over buffers planned in advance, and one state
/// block.
///
/// A run reads the inputs, the scalars and the state, and writes the outputs and the state; it
/// allocates nothing. Several programs, for example for different batch sizes, may share one state.
/// Not safe for use by several threads at once.
///
/// ```java
/// Program program = Program.compile(step, state, kernels, team);
/// batch.copyTo(program.input("x"));
/// program.set("learning-rate", 0.1);
/// program.run();
/// float loss = program.number("loss");
/// ```
public final class Program {
  private final ThreadTeam team;
  private final ThreadChoice threads;
  private final Memory memory;
  private final RunContext context;
  private final ThreadTeam.Task[] tasks;
  private final List<Fusion.Unit> origins = new ArrayList<>();
  private final Tensor[] numbers;
  private final Map<String, Input> inputs = new LinkedHashMap<>();
  private final Map<String, Output> outputs = new LinkedHashMap<>();
  private final Map<String, Integer> scalars = new LinkedHashMap<>();

  private Program(Step step, State state, Kernels kernels, ThreadTeam team) {
    List<Tensor> nodes = step.graph().nodes();
    List<Fusion.Unit> units = Fusion.schedule(step);
    Placement placement = Placement.of(step, units, state.layout());
    this.team = team;
    this.threads = new ThreadChoice(team.size());
    this.memory = new Memory(placement, state, nodes.size());
    this.context = new RunContext(nodes.size());
    boolean[] live = Liveness.of(nodes, step.targets());
    boolean[] isNumber = ScalarEvaluation.mark(nodes);
    this.numbers =
        nodes.stream()
            .filter(node -> live[node.id()] && isNumber[node.id()])
            .toArray(Tensor[]::new);
    this.tasks = lower(units, kernels).toArray(ThreadTeam.Task[]::new);
    for (int i = 0; i < placement.inputs().size(); i++) {
      Tensor input = placement.inputs().get(i);
      if (input.op() instanceof Op.Input source
          && inputs.put(source.name(), new Input(i, memory.view(input).array())) != null) {
        throw new IllegalArgumentException(
            "program: expected one shape for the input '" + source.name() + "', but got several");
      }
    }
    for (Tensor number : numbers) {
      if (number.op() instanceof Op.Scalar scalar) {
        scalars.put(scalar.name(), number.id());
      }
    }
    step.outputs()
        .forEach(
            (name, tensor) ->
                outputs.put(
                    name, new Output(memory.view(placement.outputPlace(tensor)), tensor.shape())));
    seed(0);
    step(0);
  }

  /// Compiles a step over a state block.
  public static Program compile(Step step, State state, Kernels kernels, ThreadTeam team) {
    return new Program(step, state, kernels, team);
  }

  private List<ThreadTeam.Task> lower(List<Fusion.Unit> units, Kernels kernels) {
    List<ThreadTeam.Task> list = new ArrayList<>();
    for (Fusion.Unit unit : units) {
      switch (unit) {
        case Fusion.Kernel kernel ->
            list.addAll(new KernelLowering(memory, kernels, context).lower(kernel));
        case Fusion.Product product ->
            list.addAll(new KernelLowering(memory, kernels, context).lower(product));
        case Fusion.Tiles tiles ->
            list.add(TileLowering.lower(tiles, memory, context, kernels, team.size()));
      }
      while (origins.size() < list.size()) {
        origins.add(unit);
      }
    }
    for (Placement.Copy copy : memory.placement().copies()) {
      Memory.View from = memory.view(copy.from());
      Memory.View to = memory.view(copy.to());
      int size = copy.from().shape().size();
      list.add(
          RangeTask.of(
              size,
              1,
              16,
              (first, last, _) ->
                  System.arraycopy(
                      from.array(), from.at() + first, to.array(), to.at() + first, last - first)));
    }
    return list;
  }

  /// The array that holds an input, unless `bind` named another; fill it before `run`.
  ///
  /// @throws IllegalArgumentException if the step has no such input
  public float[] input(String name) {
    return find("input", inputs, name).own();
  }

  /// Reads an input where it lies in the runs to come: the elements of `array` from `at` on. So a
  /// batch that stands in memory in one piece need not be copied. The array must not be that of the
  /// state, and must not change during a run.
  ///
  /// @throws IllegalArgumentException if the step has no such input, or if it does not fit
  public void bind(String name, float[] array, int at) {
    Input input = find("input", inputs, name);
    int size = input.own().length;
    if (at < 0 || at > array.length - size) {
      throw new IllegalArgumentException(
          "bind: expected %d elements for the input '%s', but got position %d of %d"
              .formatted(size, name, at, array.length));
    }
    memory.bind(input.index(), array, at);
  }

  /// The names of the inputs that the step reads.
  public List<String> inputs() {
    return List.copyOf(inputs.keySet());
  }

  /// Whether the step reads this input.
  public boolean hasInput(String name) {
    return inputs.containsKey(name);
  }

  /// The names of the scalars that the step reads.
  public List<String> scalars() {
    return List.copyOf(scalars.keySet());
  }

  /// Sets a scalar for the runs to come.
  ///
  /// @throws IllegalArgumentException if the step has no such scalar
  public void set(String scalar, double value) {
    context.numbers()[find("scalar", scalars, scalar)] = value;
  }

  /// The index of a scalar, for `set` in a loop that must not allocate.
  ///
  /// @throws IllegalArgumentException if the step has no such scalar
  public int indexOf(String scalar) {
    return find("scalar", scalars, scalar);
  }

  /// Sets a scalar by its index.
  public void set(int index, double value) {
    context.numbers()[index] = value;
  }

  /// Sets the seed of all random streams.
  public void seed(long seed) {
    context.seed(seed);
  }

  /// Sets the number of the step, which random streams depend on.
  public void step(long step) {
    context.step(step);
  }

  /// Says that the batch begins with this example of a larger one, 0 unless it is set. Random
  /// streams have the same numbers for an example, wherever the larger batch is cut.
  public void first(long example) {
    context.first(example);
  }

  /// Runs the step once, with as many threads of the team as proved fastest.
  public void run() {
    computeNumbers();
    int count = threads.begin();
    for (ThreadTeam.Task task : tasks) {
      team.run(task, count);
    }
    threads.end();
  }

  /// Runs the step `runs` times, at least once, each time after `prepare` has handed over new
  /// inputs, and tells where the time went.
  ///
  /// @throws IllegalArgumentException unless `runs` is positive
  public Profile profile(int runs, Runnable prepare) {
    if (runs < 1) {
      throw new IllegalArgumentException("profile: expected at least 1 run, but got " + runs);
    }
    long[][] nanos = new long[tasks.length][runs];
    for (int run = 0; run < runs; run++) {
      prepare.run();
      computeNumbers();
      for (int i = 0; i < tasks.length; i++) {
        long start = System.nanoTime();
        team.run(tasks[i]);
        nanos[i][run] = System.nanoTime() - start;
      }
    }
    for (int i = 0; i < tasks.length; i++) {
      if (tasks[i].parts() == 0) {
        nanos[i] = new long[0];
      }
    }
    return Profile.of(origins, nanos, memory.placement());
  }

  private void computeNumbers() {
    double[] values = context.numbers();
    float[] rounded = memory.numbers();
    for (Tensor number : numbers) {
      double value = ScalarEvaluation.evaluate(number, values);
      values[number.id()] = value;
      rounded[number.id()] = (float) value;
    }
  }

  /// The names of the outputs.
  public List<String> outputs() {
    return List.copyOf(outputs.keySet());
  }

  /// Whether the step has this output.
  public boolean hasOutput(String name) {
    return outputs.containsKey(name);
  }

  /// The first element of an output.
  public float number(String output) {
    Memory.View view = find("output", outputs, output).view();
    return view.array()[view.at()];
  }

  /// Copies an output into the front of `target` and gives it back.
  public float[] read(String output, float[] target) {
    Output found = find("output", outputs, output);
    Memory.View view = found.view();
    System.arraycopy(view.array(), view.at(), target, 0, found.shape().size());
    return target;
  }

  /// A copy of an output.
  public float[] read(String output) {
    return read(output, new float[find("output", outputs, output).shape().size()]);
  }

  private record Input(int index, float[] own) {}

  private record Output(Memory.View view, Shape shape) {}

  /// The floats of scratch memory that the program holds.
  public int scratchSize() {
    return memory.placement().scratchSize();
  }

  private static <T> T find(String what, Map<String, T> known, String name) {
    T found = known.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "program: expected the %s to be one of %s, but got '%s'"
              .formatted(what, known.keySet(), name));
    }
    return found;
  }
}
