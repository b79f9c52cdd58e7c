package dev.glissade.bench;

import dev.glissade.engine.Program;
import dev.glissade.optim.Adam;

/// Times the outputs of a network for one batch that lies in the program's input.
///
/// A few steps of training come first, so that the averages of batch normalisation are not those of
/// an empty network.
record InferenceBench(Workload.Inference workload, Bench.Settings settings) {
  private static final int BATCHES = 4;
  private static final int TRAINING_BATCH = 32;

  /// Microseconds per batch.
  ///
  /// @throws WrongResultException if an output is not finite, or all are equal
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
      check(program.read("output"));
      return sample;
    }
  }

  private void check(float[] outputs) {
    boolean differ = false;
    for (float output : outputs) {
      if (!Float.isFinite(output)) {
        throw new WrongResultException(
            "%s: expected finite outputs, but got %s".formatted(workload.name(), output));
      }
      differ |= output != outputs[0];
    }
    if (!differ) {
      throw new WrongResultException(
          "%s: expected outputs that differ, but got %s for all"
              .formatted(workload.name(), outputs[0]));
    }
  }
}
