package dev.glissade.tune;

/// What a listener of `Study.run` is told, from the threads of the workers, several at once.
public sealed interface Progress {
  /// A worker begins a work of a trial.
  ///
  /// @param from the step that it goes on from
  record Begun(Event.Assigned work, String worker, long from) implements Progress {}

  /// A trial has reported.
  record Reported(int trial, long step, double value) implements Progress {}

  /// A work has ended.
  record Ended(int trial, Event.Ended end) implements Progress {}

  /// A worker has left a work before its end; another attempt may follow.
  record Left(int trial, String note) implements Progress {}
}
