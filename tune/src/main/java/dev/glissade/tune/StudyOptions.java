package dev.glissade.tune;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/// How a process takes part in a study. Only the time limit has an effect on what comes of it.
///
/// @param lease how long a worker may be silent until others may take its work; leases are renewed
///     three times as often by a thread of their own
/// @param poll how often others' events are looked for while waiting or reporting
/// @param retriesWhenLost how often a work begins again, at its last checkpoint, whose worker was
///     silent for too long
/// @param retriesWhenFailed how often one begins again whose objective failed
/// @param trialTime how long a trial may take before it is stopped, all its attempts together,
///     since a person last asked for it to go on; empty for no limit
/// @param hasCheckpoint whether a checkpoint of this hash can be read here: a work begins again
///     where it began, not at its last checkpoint, if that was left on another machine
public record StudyOptions(
    Duration lease,
    Duration poll,
    int retriesWhenLost,
    int retriesWhenFailed,
    Optional<Duration> trialTime,
    Predicate<String> hasCheckpoint) {
  /// A lease of 30 seconds, 100 milliseconds between looks, 2 retries of what was lost, none of
  /// what failed, no limit of time, and all checkpoints at hand.
  public static final StudyOptions DEFAULT =
      new StudyOptions(
          Duration.ofSeconds(30), Duration.ofMillis(100), 2, 0, Optional.empty(), _ -> true);

  /// Checks that times are positive and retries are not negative.
  ///
  /// @throws IllegalArgumentException otherwise
  public StudyOptions {
    boolean isPositive =
        lease.isPositive() && poll.isPositive() && trialTime.map(Duration::isPositive).orElse(true);
    if (!isPositive || retriesWhenLost < 0 || retriesWhenFailed < 0) {
      throw new IllegalArgumentException(
          "study: expected positive times and no negative retries, but got "
              + lease
              + ", "
              + poll
              + ", "
              + retriesWhenLost
              + ", "
              + retriesWhenFailed
              + " and "
              + trialTime.map(Duration::toString).orElse("no limit"));
    }
  }

  /// The same with other numbers of retries.
  public StudyOptions withRetries(int whenLost, int whenFailed) {
    return new StudyOptions(lease, poll, whenLost, whenFailed, trialTime, hasCheckpoint);
  }

  /// The same with another time until others may take a work.
  public StudyOptions withLease(Duration changed) {
    return new StudyOptions(
        changed, poll, retriesWhenLost, retriesWhenFailed, trialTime, hasCheckpoint);
  }

  /// The same with a time limit for each trial.
  public StudyOptions withTrialTime(Duration limit) {
    return new StudyOptions(
        lease, poll, retriesWhenLost, retriesWhenFailed, Optional.of(limit), hasCheckpoint);
  }

  /// The same with other checkpoints that can be read here.
  public StudyOptions withCheckpoints(Predicate<String> has) {
    return new StudyOptions(lease, poll, retriesWhenLost, retriesWhenFailed, trialTime, has);
  }
}
