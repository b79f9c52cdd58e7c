package dev.glissade.bench;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Program;
import dev.glissade.engine.Reference;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.Mode;
import dev.glissade.optim.Adam;
import dev.glissade.train.Network;
import java.util.HashMap;
import java.util.Map;

/// Times the outputs of a network for one batch that lies in the program's input.
///
/// A few steps of training come first, so that the averages of batch normalisation are not those of
/// an empty network.
record InferenceBench(Workload.Inference workload, Bench.Settings settings) {
  private static final int BATCHES = 4;
  private static final int TRAINING_BATCH = 32;
  private static final double TOLERANCE = 1e-5;

  /// Microseconds per batch.
  ///
  /// @throws WrongResultException if the outputs differ from the textbook
  Sample run() {
    Workload.Network plan = workload.network();
    var training =
        new Workload.Network(plan.input(), plan.classes(), TRAINING_BATCH, plan.layers());
    try (Steps steps = new Steps(training, Adam.of(), BATCHES, Steps.Means.of(settings))) {
      steps.pass();
      Program program = steps.network().inference(plan.batch());
      steps.numbers().handTo(program);
      float[] x = new RandomBatches(plan, 1).features(0);
      System.arraycopy(x, 0, program.input("x"), 0, x.length);
      Sample sample = settings.stopwatch().microseconds(_ -> program.run());
      check(steps, program);
      return sample;
    }
  }

  private void check(Steps steps, Program program) {
    Network network = steps.network();
    Graph graph = new Graph();
    Shape shape = network.recipe().model().input().prepend(workload.network().batch());
    Tensor x = graph.input("x", shape);
    Tensor output = network.recipe().model().trace(x, Mode.INFERENCE).output();
    Map<String, double[]> variables = new HashMap<>();
    for (Tensor node : graph.nodes()) {
      if (node.op() instanceof Op.Variable source) {
        variables.put(source.name(), StepCheck.doubles(network.state().view(source.name())));
      }
    }
    double[] textbook =
        Reference.of(
                Map.of("x", StepCheck.doubles(program.input("x"))),
                steps.numbers().valuesOf(program.scalars()),
                variables,
                0,
                0)
            .evaluate(output);
    compare(program.read("output"), textbook);
  }

  private void compare(float[] ours, double[] textbook) {
    double error = 0;
    double size = 0;
    for (int i = 0; i < textbook.length; i++) {
      error += (ours[i] - textbook[i]) * (ours[i] - textbook[i]);
      size += textbook[i] * textbook[i];
    }
    double ratio = Math.sqrt(error / size);
    if (!(ratio <= TOLERANCE)) {
      throw new WrongResultException(
          "%s: expected outputs as in the textbook, but got an error of %.1e of their size"
              .formatted(workload.name(), ratio));
    }
  }
}
