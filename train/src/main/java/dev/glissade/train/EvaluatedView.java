package dev.glissade.train;

import dev.glissade.data.Batches;
import dev.glissade.data.Dataset;
import dev.glissade.engine.Program;
import dev.glissade.engine.State;
import dev.glissade.optim.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What is evaluated and kept of a training. Where its optimiser averages parameters, that is the
/// averages in place of the parameters, with running statistics of their own; where exact
/// statistics are wanted, those. Training goes on as if nobody had looked.
///
/// The statistics of averages are plain means over the training part, at most 10,000 examples of
/// it (Wu and Johnson 2021, precise batch normalisation; torch's `update_bn`), unless they are
/// exact. Either depend on the parameters that are shown only, not on the moment.
final class EvaluatedView {
  private static final int MOST_EXAMPLES = 10_000;
  private static final String DECAY = "decay";

  private final Stepper stepper;
  private final Network network;
  private final Knobs knobs;
  private final Dataset train;
  private final NormStatistics statistics;

  EvaluatedView(Stepper stepper, Dataset train, NormStatistics statistics) {
    this.stepper = stepper;
    this.network = stepper.network();
    this.knobs = stepper.knobs();
    this.train = train;
    this.statistics = statistics;
  }

  /// Does something while what is evaluated is in place of what is trained.
  ///
  /// @param isEnd whether the training ends here
  <T> T during(Clock clock, boolean isEnd, Supplier<T> action) {
    boolean isAverage = clock.step() > 0 && network.hasAverages();
    boolean isExact = statistics.isExact(isEnd);
    if (!isAverage && !isExact) {
      return action.get();
    }
    State before = network.state().copy();
    Map<String, Double> products = knobs.products();
    try {
      if (isAverage) {
        network.showAverages();
      }
      if (isExact) {
        new ExactStatistics(network, knobs).compute(train, clock);
      } else {
        computeStatistics();
      }
      return action.get();
    } finally {
      network.state().restore(before);
      knobs.restoreProducts(products);
    }
  }

  /// Batch by batch with a decay of `(n - 1) / n`, so that averages are means.
  private void computeStatistics() {
    if (!network.forgetStatistics()) {
      return;
    }
    Batches batches = stepper.batches();
    Clock clock = Clock.start(batches.count(), 1);
    Map<String, Double> used = new HashMap<>();
    for (int seen = 0; seen < MOST_EXAMPLES && !clock.isDone(); clock = stepper.after(clock)) {
      Program program = network.statistics(batches.size((int) clock.batch()));
      stepper.fill(clock, program);
      knobs.set(program, clock);
      program.step(clock.step());
      for (String scalar : program.scalars()) {
        if (scalar.endsWith("." + DECAY)) {
          program.set(scalar, clock.step() / (clock.step() + 1.0));
          used.put(scalar, 0.0);
        }
      }
      program.run();
      seen += batches.size((int) clock.batch());
    }
    used.keySet().retainAll(network.products());
    knobs.restoreProducts(used);
  }
}
