package dev.glissade.bench;

import dev.glissade.engine.Profile;

/// Times full training steps: a prepared batch is copied to the program, then forward, backward,
/// optimiser and running statistics.
///
/// The training begins anew now and then. Otherwise a network would know its few random batches by
/// heart in the end, and its vanishing gradients would be denormal numbers, which processors are
/// slow at and which a real training does not live on.
record StepBench(Workload.TrainingStep workload, Bench.Settings settings) {
  private static final int STEPS_FROM_BEGINNING = 256;
  private static final int MOST_PASSES = 16;

  /// Microseconds per step.
  ///
  /// @throws WrongResultException if a step differs from the textbook or the cost does not fall
  Sample run() {
    try (Steps steps = steps()) {
      if (StepCheck.isAffordable(steps.network().trainingStep(workload.network().batch()))) {
        new StepCheck(workload.name(), steps, workload.network().batch()).run();
      }
      checkThatTheCostFalls(steps);
      return settings.stopwatch().microseconds(index -> step(steps, index));
    }
  }

  /// The step of this index, from the beginning now and then.
  static void step(Steps steps, int index) {
    if (index % STEPS_FROM_BEGINNING == 0) {
      steps.restart();
    }
    steps.step(index);
  }

  private void checkThatTheCostFalls(Steps steps) {
    steps.restart();
    double first = steps.pass();
    double last = steps.pass();
    for (int pass = 2; pass < MOST_PASSES && !(last < first); pass++) {
      last = steps.pass();
    }
    if (!(last < first) || !steps.network().state().isFinite()) {
      throw new WrongResultException(
          "%s: expected a cost that falls, but got %.4f and then %.4f"
              .formatted(workload.name(), first, last));
    }
  }

  /// The times of the tasks, in as many runs as fill one block.
  Profile profile() {
    try (Steps steps = steps()) {
      double microseconds = settings.stopwatch().microseconds(index -> step(steps, index)).median();
      double wanted = settings.stopwatch().blockSeconds() * 1e6 / microseconds;
      int runs = (int) Math.clamp(wanted, 10, STEPS_FROM_BEGINNING);
      steps.restart();
      int[] index = {0};
      return steps.program().profile(runs, () -> steps.prepare(index[0]++));
    }
  }

  private Steps steps() {
    return new Steps(
        workload.network(), workload.optimizer(), workload.batches(), Steps.Means.of(settings));
  }
}
