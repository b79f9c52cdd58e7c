package dev.glissade.tune;

/// Who decides what is done next, and how far: begin a trial, let one go on, or repeat one.
///
/// A decision is a pure function of its arguments.
public interface Scheduler {
  /// What to do next.
  Decision next(History history, Draws draws);

  /// Whether a trial that has come to this step has come as far as any does: it is complete then,
  /// and has values. Before, it is paused, with a report at this step.
  default boolean isFull(long step) {
    return true;
  }

  /// Name and settings, such as `trials(60)` or `hyperband(maximum=81,factor=3)`, from which the
  /// scheduler can be made again.
  String describe();
}
