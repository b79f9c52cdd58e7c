package dev.glissade.tune;

/// Who proposes the next configuration.
///
/// A proposal is a pure function of history and draws: a sampler may keep what it computed, but
/// forgetting it never changes a proposal. So a study that goes on after a kill proposes the same.
public interface Sampler {
  /// The configuration of the next trial, whose number is that of trials in the history. It is one
  /// that the space allows.
  Configuration propose(History history, Draws draws);

  /// Name and settings, such as `tpe` or `halton(skip=100)`, from which the sampler can be made
  /// again.
  String describe();
}
