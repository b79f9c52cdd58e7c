package dev.glissade.experiment;

import dev.glissade.tune.Progress;
import dev.glissade.tune.Study;
import dev.glissade.tune.store.Blobs;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Deletes the checkpoints of a study from which nothing has to go on any more: when a trial ends,
/// once a minute at most, and after the work.
final class Sweep implements Consumer<Progress> {
  /// So many of the trials that have ended keep theirs, for whoever wants to extend or fork one.
  static final int KEPT = 20;

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /// Longer than a checkpoint that is written can wait to be told: that is as long as its lease,
  /// or as troubles of the store are waited out.
  private static final Duration AGE = Duration.ofMinutes(5);

  private final Study study;
  private final Blobs checkpoints;
  private final AtomicLong last = new AtomicLong(System.nanoTime());

  Sweep(Study study, Blobs checkpoints) {
    this.study = study;
    this.checkpoints = checkpoints;
  }

  @Override
  public void accept(Progress progress) {
    long before = last.get();
    long now = System.nanoTime();
    boolean isDue = progress instanceof Progress.Ended && now - before >= INTERVAL.toNanos();
    if (isDue && last.compareAndSet(before, now)) {
      now();
    }
  }

  void now() {
    int _ = checkpoints.collect(study.discard(KEPT), AGE);
  }
}
