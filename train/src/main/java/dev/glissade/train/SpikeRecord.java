package dev.glissade.train;

import dev.glissade.engine.State;
import dev.glissade.optim.Clock;
import java.util.List;
import java.util.Map;

/// What watching for spikes remembers.
///
/// @param first the median loss of the first batch's examples before the first step; 0 if unknown
/// @param usual the usual cost
/// @param remedies what was done so far
/// @param anchors the states of the current epoch that can be gone back to, the oldest first
public record SpikeRecord(
    double first, UsualCost usual, List<Remedy> remedies, List<Anchor> anchors) {
  /// Nothing yet.
  static final SpikeRecord NONE = new SpikeRecord(0, UsualCost.NONE, List.of(), List.of());

  /// What was done so far, and nothing of costs and states.
  static SpikeRecord of(List<Remedy> remedies) {
    return new SpikeRecord(0, UsualCost.NONE, remedies, List.of());
  }

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
