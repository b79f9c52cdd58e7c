package dev.glissade.tune;

import java.time.Instant;

/// How long a worker had a work. The times are for people to look at: no decision knows of them.
///
/// @param attempt the number of its lease
/// @param from when it took the work, by the clock of the storage
/// @param to its last sign of life: an event, a renewal, the end
public record Shift(long work, int attempt, String worker, Instant from, Instant to) {
  /// The same with a later sign of life.
  public Shift until(Instant later) {
    return new Shift(work, attempt, worker, from, later);
  }
}
