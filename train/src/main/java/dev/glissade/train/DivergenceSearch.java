package dev.glissade.train;

import dev.glissade.engine.Program;
import dev.glissade.engine.Reference;
import dev.glissade.engine.State;
import dev.glissade.optim.Clock;

/// Finds the first tensor that was not finite: repeats the steps since the last snapshot, which
/// gives the same bits, up to the first one that went wrong, and evaluates that one node by node in
/// double.
final class DivergenceSearch {
  private final Stepper stepper;
  private final Network network;
  private final Knobs knobs;

  DivergenceSearch(Stepper stepper) {
    this.stepper = stepper;
    this.network = stepper.network();
    this.knobs = stepper.knobs();
  }

  /// The first bad tensor of the steps from `start` to the one that begins at `failed`, with its
  /// layer and row.
  String firstNonFinite(TrainingRun.Snapshot start, Clock failed) {
    network.state().restore(start.state());
    knobs.restoreProducts(start.products());
    Clock clock = start.clock();
    while (clock.step() <= failed.step()) {
      State before = network.state().copy();
      float cost = stepper.step(clock);
      if (!network.state().isFinite() || !Float.isFinite(cost)) {
        return describe(clock, before);
      }
      clock = stepper.after(clock);
    }
    return "nothing when the steps were repeated";
  }

  private String describe(Clock clock, State before) {
    Program program = network.training(stepper.batches().size((int) clock.batch()));
    stepper.fill(clock, program);
    StepReference reference = StepReference.of(stepper, clock, before, program);
    return reference
        .reference()
        .firstNonFinite(reference.step().targets())
        .map(found -> describe(found, clock))
        .orElse("an intermediate value of float arithmetic at step " + clock.step());
  }

  private static String describe(Reference.NonFinite found, Clock clock) {
    int rows = found.tensor().shape().rank() == 0 ? 1 : found.tensor().shape().extent(0);
    int row = found.index() / Math.max(1, found.tensor().shape().size() / Math.max(1, rows));
    return "%s = %s at row %d of step %d"
        .formatted(found.tensor(), found.value(), row, clock.step());
  }
}
