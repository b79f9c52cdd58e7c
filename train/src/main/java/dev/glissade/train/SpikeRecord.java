package dev.glissade.train;

import dev.glissade.engine.State;
import dev.glissade.optim.Clock;
import java.util.List;
import java.util.Map;

/// What watching for spikes remembers: the usual cost, what was done so far, and the states of the
/// current epoch that can be gone back to, the oldest first.
public record SpikeRecord(UsualCost usual, List<Remedy> remedies, List<Anchor> anchors) {
  /// Nothing yet.
  static final SpikeRecord NONE = new SpikeRecord(UsualCost.NONE, List.of(), List.of());

  /// Copies the lists.
  public SpikeRecord {
    remedies = List.copyOf(remedies);
    anchors = List.copyOf(anchors);
  }

  /// A training as it was before a step.
  public record Anchor(
      State state,
      Clock clock,
      Map<String, Double> products,
      double costSum,
      long costCount,
      UsualCost usual) {}
}
