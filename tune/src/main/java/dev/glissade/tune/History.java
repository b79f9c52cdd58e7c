package dev.glissade.tune;

import java.util.List;

/// What a decision may know: the trials that count for it, in the order of their numbers. Those
/// under way are there without what they have reported since.
///
/// Histories of one study grow: a later one has the trials of an earlier one, some of them further
/// on. Records of trials that did not change are the same objects, so that a sampler may keep what
/// it computed of them.
public record History(List<Goal> goals, Space space, List<TrialRecord> trials) {
  /// The value of the first goal as something to be made small.
  public double loss(double value) {
    return goals.getFirst().direction().loss(value);
  }
}
