package dev.glissade.bench;

import dev.glissade.engine.Program;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.nn.Model;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Optimizer;
import dev.glissade.train.Network;

/// A network that is trained on random batches, one step after the other.
final class Steps implements AutoCloseable {
  private final Network network;
  private final Program program;
  private final Numbers numbers;
  private final RandomBatches batches;
  private final State initial;

  Steps(Workload.Network plan, Optimizer optimizer, int batches, Means means) {
    this.network = network(plan, optimizer, means);
    this.program = network.training(plan.batch());
    this.numbers = new Numbers(program, network.knobs(), network.products(), optimizer);
    this.batches = new RandomBatches(plan, batches);
    this.initial = network.state().copy();
  }

  /// What a network runs with.
  record Means(Kernels kernels, int threads, long seed) {
    static Means of(Bench.Settings settings) {
      return new Means(settings.kernels(), settings.threads(), settings.whole().seed());
    }
  }

  /// The network of a workload.
  static Network network(Workload.Network plan, Optimizer optimizer, Means means) {
    int[] input = plan.input().stream().mapToInt(Integer::intValue).toArray();
    Model model = Model.of(plan.layers(), Shape.of(input));
    var recipe = new Network.Recipe(model, SoftmaxCrossEntropy.of(), optimizer, 0);
    return new Network(recipe, means.kernels(), means.threads(), means.seed());
  }

  /// Begins anew.
  void restart() {
    network.state().restore(initial);
    numbers.restart();
  }

  /// One step, with its batch.
  void step(int index) {
    prepare(index);
    program.run();
  }

  /// Hands over a batch where it lies, as with the other frameworks, and the numbers of the next
  /// step.
  void prepare(int index) {
    program.bind("x", batches.features(index), 0);
    program.bind("targets", batches.classes(index), 0);
    numbers.next();
  }

  /// The mean cost of one pass over all batches, each of them trained on.
  double pass() {
    double sum = 0;
    for (int batch = 0; batch < batches.count(); batch++) {
      step(batch);
      sum += program.number("cost");
    }
    return sum / batches.count();
  }

  Network network() {
    return network;
  }

  Program program() {
    return program;
  }

  Numbers numbers() {
    return numbers;
  }

  RandomBatches batches() {
    return batches;
  }

  @Override
  public void close() {
    network.close();
  }
}
