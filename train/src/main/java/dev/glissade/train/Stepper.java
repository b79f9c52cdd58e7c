package dev.glissade.train;

import dev.glissade.data.Batches;
import dev.glissade.engine.Program;
import dev.glissade.optim.Clock;

/// One batch, one update: what happens in a step is a function of the state, the running products
/// and the clock, so the same step can be taken again.
record Stepper(Network network, Knobs knobs, Batches batches) {
  /// Takes the step that begins at `clock`; gives its program, which has the cost and the inputs.
  Program step(Clock clock) {
    int batch = (int) clock.batch();
    Program program = network.training(batches.size(batch));
    batches.fill(clock.epoch(), batch, program.input("x"), program.input("targets"));
    knobs.beginStep(program, clock);
    program.run();
    return program;
  }

  /// The clock after that step.
  Clock after(Clock clock) {
    return clock.next(batches.size((int) clock.batch()));
  }
}
