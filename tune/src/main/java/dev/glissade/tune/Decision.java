package dev.glissade.tune;

/// What a worker that is free should do next. Steps are those of `Report`.
public sealed interface Decision {
  /// A new trial, with the sampler's configuration, up to a step.
  record Begin(long until) implements Decision {}

  /// A paused or ended trial goes on from its checkpoint.
  record Resume(int trial, long until) implements Decision {}

  /// A trial goes on from the checkpoint of another, with a configuration of its own.
  ///
  /// @param trial a trial that has ended or is paused, or `NEW`
  record Copy(int trial, int source, Configuration configuration, long until) implements Decision {
    /// Instead of a number: a trial that begins with this.
    public static final int NEW = -1;
  }

  /// A trial's configuration once more, from the beginning, with another seed, which is at least 1.
  record Repeat(int trial, int seed, long until) implements Decision {}

  /// Nothing before all that is under way has ended.
  record Await() implements Decision {}

  /// Nothing more: the plan is done.
  record Finish() implements Decision {}
}
