package dev.glissade.train;

import dev.glissade.data.Batches;
import dev.glissade.engine.Program;
import dev.glissade.optim.Clock;

/// One batch, one update: what happens in a step is a function of the state, the running products
/// and the clock, so the same step can be taken again.
final class Stepper {
  private final Network network;
  private final Knobs knobs;
  private final Batches batches;
  private final Mixer mixer;
  private final boolean isMixed;

  Stepper(Network network, Knobs knobs, Batches batches) {
    this.network = network;
    this.knobs = knobs;
    this.batches = batches;
    Network.Recipe recipe = network.recipe();
    Mixing mixing = recipe.regularization().mixing();
    this.isMixed = mixing.isOn();
    this.mixer = new Mixer(mixing, recipe.model().input(), network.seed());
  }

  /// What is trained.
  Network network() {
    return network;
  }

  /// The numbers that may change between steps.
  Knobs knobs() {
    return knobs;
  }

  /// Where examples come from.
  Batches batches() {
    return batches;
  }

  /// Takes the step that begins at `clock`; gives its program, which has the cost and the inputs.
  Program step(Clock clock) {
    int batch = (int) clock.batch();
    int size = batches.size(batch);
    Program program = network.training(size);
    float[] x = program.input("x");
    float[] targets = program.input("targets");
    batches.fill(clock.epoch(), batch, x, targets);
    if (isMixed) {
      program.input(Network.SHARE)[0] =
          mixer.mix(clock.step(), size, x, targets, program.input(Network.OTHERS));
    }
    knobs.beginStep(program, clock);
    program.run();
    return program;
  }

  /// The clock after that step.
  Clock after(Clock clock) {
    return clock.next(batches.size((int) clock.batch()));
  }
}
