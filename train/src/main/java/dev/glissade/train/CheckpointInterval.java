package dev.glissade.train;

import java.time.Duration;

/// How often a checkpoint is written within an epoch; one is written at the end of each anyway.
public sealed interface CheckpointInterval {
  /// After so many steps.
  record Steps(long steps) implements CheckpointInterval {
    /// Checks the number.
    public Steps {
      if (steps < 1) {
        throw wrong(Long.toString(steps));
      }
    }

    @Override
    public String toString() {
      return Long.toString(steps);
    }
  }

  /// When so much time has passed since the last one.
  record Time(Duration time) implements CheckpointInterval {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /// Checks the time.
    public Time {
      if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
        throw wrong(time.toSeconds() + "s");
      }
    }

    @Override
    public String toString() {
      return time.toSeconds() + "s";
    }
  }

  /// Whether a checkpoint is due, so many steps and nanoseconds after the last one.
  default boolean isDue(long steps, long nanos) {
    return switch (this) {
      case Steps(long every) -> steps >= every;
      case Time(Duration every) -> nanos >= every.toNanos();
    };
  }

  /// Reads a number of steps, such as `500`, or of seconds, such as `30s`.
  ///
  /// @throws IllegalArgumentException if it is neither
  static CheckpointInterval parse(String text) {
    try {
      return text.endsWith("s")
          ? new Time(Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1))))
          : new Steps(Long.parseLong(text));
    } catch (NumberFormatException | ArithmeticException _) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "checkpoint-every: expected steps such as 500 or seconds such as 30s, but got '"
            + text
            + "'");
  }
}
