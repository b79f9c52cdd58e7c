package dev.glissade.tune;

import java.time.Duration;
import java.util.function.Predicate;

/// How a process takes part in a study. None of it changes what is proposed.
///
/// @param lease how long a worker may be silent until others may take its work; leases are renewed
///     three times as often by a thread of their own
/// @param poll how often others' events are looked for while waiting or reporting
/// @param retriesWhenLost how often a work begins again, at its last checkpoint, whose worker was
///     silent for too long
/// @param retriesWhenFailed how often one begins again whose objective failed
/// @param hasCheckpoint whether a checkpoint of this hash can be read here: a work begins again
///     where it began, not at its last checkpoint, if that was left on another machine
public record StudyOptions(
    Duration lease,
    Duration poll,
    int retriesWhenLost,
    int retriesWhenFailed,
    Predicate<String> hasCheckpoint) {
  /// A lease of 30 seconds, 100 milliseconds between looks, 2 retries of what was lost, none of
  /// what failed, and all checkpoints at hand.
  public static final StudyOptions DEFAULT =
      new StudyOptions(Duration.ofSeconds(30), Duration.ofMillis(100), 2, 0, _ -> true);

  /// Checks that times are positive and retries are not negative.
  ///
  /// @throws IllegalArgumentException otherwise
  public StudyOptions {
    if (!lease.isPositive() || !poll.isPositive() || retriesWhenLost < 0 || retriesWhenFailed < 0) {
      throw new IllegalArgumentException(
          "study: expected positive times and no negative retries, but got "
              + lease
              + ", "
              + poll
              + ", "
              + retriesWhenLost
              + " and "
              + retriesWhenFailed);
    }
  }

  /// The same with other numbers of retries.
  public StudyOptions withRetries(int whenLost, int whenFailed) {
    return new StudyOptions(lease, poll, whenLost, whenFailed, hasCheckpoint);
  }

  /// The same with another time until others may take a work.
  public StudyOptions withLease(Duration changed) {
    return new StudyOptions(changed, poll, retriesWhenLost, retriesWhenFailed, hasCheckpoint);
  }

  /// The same with other checkpoints that can be read here.
  public StudyOptions withCheckpoints(Predicate<String> has) {
    return new StudyOptions(lease, poll, retriesWhenLost, retriesWhenFailed, has);
  }
}
