package dev.glissade.tune;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// How far `Study.run` goes, and with how many threads.
///
/// @param jobs threads, each with a trial of its own; where the study has a lag, no more than that
///     are busy at once
/// @param trials where the study has so many trials, no further one begins
/// @param time after which no work begins; those under way end
/// @param listener of what happens; called by several threads
public record RunOptions(
    int jobs, int trials, Optional<Duration> time, Consumer<Progress> listener) {
  /// A thread for each core, as far as the scheduler goes, with nobody listening.
  public RunOptions() {
    this(Runtime.getRuntime().availableProcessors(), Integer.MAX_VALUE, Optional.empty(), _ -> {});
  }

  /// Checks that there is a job and no negative number of trials.
  ///
  /// @throws IllegalArgumentException otherwise
  public RunOptions {
    if (jobs < 1 || trials < 0) {
      throw new IllegalArgumentException(
          "run: expected at least 1 job and 0 trials, but got " + jobs + " and " + trials);
    }
  }

  /// The same with another number of threads.
  public RunOptions withJobs(int changed) {
    return new RunOptions(changed, trials, time, listener);
  }

  /// The same up to a number of trials.
  public RunOptions withTrials(int changed) {
    return new RunOptions(jobs, changed, time, listener);
  }

  /// The same for some time.
  public RunOptions withTime(Duration changed) {
    return new RunOptions(jobs, trials, Optional.of(changed), listener);
  }

  /// The same with somebody who listens.
  public RunOptions withListener(Consumer<Progress> changed) {
    return new RunOptions(jobs, trials, time, changed);
  }
}
