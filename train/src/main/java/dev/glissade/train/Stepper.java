package dev.glissade.train;

import dev.glissade.data.Batches;
import dev.glissade.engine.Program;
import dev.glissade.optim.Clock;
import java.util.Optional;

/// One batch, one update: what happens in a step is a function of the state, the running products
/// and the clock, so the same step can be taken again.
record Stepper(Network network, Knobs knobs, Batches batches, Optional<Accumulation> accumulation) {
  /// Steps whose batches go through the network at once.
  Stepper(Network network, Knobs knobs, Batches batches) {
    this(network, knobs, batches, Optional.empty());
  }

  /// Steps whose batches go through the network in so many parts.
  static Stepper of(Network network, Knobs knobs, Batches batches, int parts) {
    return parts == 1
        ? new Stepper(network, knobs, batches)
        : new Stepper(
            network, knobs, batches, Optional.of(new Accumulation(network, batches, parts)));
  }

  /// Takes the step that begins at `clock`; gives its cost.
  float step(Clock clock) {
    knobs.advance(clock);
    if (accumulation.isPresent()) {
      return accumulation.get().step(knobs, clock);
    }
    Program program = network.training(batches.size((int) clock.batch()));
    fill(clock, program);
    knobs.set(program, clock);
    program.step(clock.step());
    program.run();
    return program.number("cost");
  }

  /// Gives a program the batch of the step that begins at `clock`.
  void fill(Clock clock, Program program) {
    int batch = (int) clock.batch();
    batches.fill(clock.epoch(), batch, program.input("x"), program.input("targets"));
  }

  /// The clock after that step.
  Clock after(Clock clock) {
    return clock.next(batches.size((int) clock.batch()));
  }
}
