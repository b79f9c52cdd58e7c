package dev.glissade.tune;

import java.util.Optional;
import java.util.function.Consumer;

/// What workers of one `run` share: how far they go, and whether they were told to leave.
final class Session {
  private final int mostTrials;
  private final Optional<Long> deadline;
  private final Consumer<Progress> listener;
  private volatile boolean isLeaving;

  private Session(int mostTrials, Optional<Long> deadline, Consumer<Progress> listener) {
    this.mostTrials = mostTrials;
    this.deadline = deadline;
    this.listener = listener;
  }

  static Session of(RunOptions options) {
    return new Session(
        options.trials(),
        options.time().map(it -> System.nanoTime() + it.toNanos()),
        options.listener());
  }

  int mostTrials() {
    return mostTrials;
  }

  /// Whether no further work should begin.
  boolean isOver() {
    return isLeaving || deadline.map(it -> System.nanoTime() - it >= 0).orElse(false);
  }

  /// Whether works under way should be given back.
  boolean isLeaving() {
    return isLeaving;
  }

  void leave() {
    isLeaving = true;
  }

  void tell(Progress progress) {
    listener.accept(progress);
  }
}
