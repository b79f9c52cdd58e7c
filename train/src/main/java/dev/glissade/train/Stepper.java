package dev.glissade.train;

import dev.glissade.data.Batches;
import dev.glissade.engine.Program;
import dev.glissade.optim.Clock;
import java.util.Optional;

/// One batch, one update: what happens in a step is a function of the state, the running products
/// and the clock, so the same step can be taken again.
record Stepper(
    Network network,
    Knobs knobs,
    Batches batches,
    Optional<Mixer> mixer,
    Optional<Accumulation> accumulation) {
  /// Steps whose batches go through the network in so many parts.
  static Stepper of(Network network, Knobs knobs, Batches batches, int parts) {
    Network.Recipe recipe = network.recipe();
    Mixing mixing = recipe.regularization().mixing();
    Optional<Mixer> mixer =
        mixing.isOn()
            ? Optional.of(new Mixer(mixing, recipe.model().input(), network.seed()))
            : Optional.empty();
    Optional<Accumulation> accumulation =
        parts > 1
            ? Optional.of(new Accumulation(network, batches, parts, mixer))
            : Optional.empty();
    return new Stepper(network, knobs, batches, mixer, accumulation);
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

  /// Gives a program the batch of the step that begins at `clock`, mixed if that is wanted.
  void fill(Clock clock, Program program) {
    int batch = (int) clock.batch();
    float[] x = program.input("x");
    float[] targets = program.input("targets");
    batches.fill(clock.epoch(), batch, x, targets);
    if (mixer.isPresent()) {
      float[] others = program.input(Network.OTHERS);
      int size = batches.size(batch);
      program.input(Network.SHARE)[0] = mixer.get().mix(clock.step(), size, x, targets, others);
    }
  }

  /// The clock after that step.
  Clock after(Clock clock) {
    return clock.next(batches.size((int) clock.batch()));
  }
}
