package dev.glissade.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Ctrl-C and SIGTERM: the training is asked to stop at the next step, writes its checkpoint and
/// its files, and then the process ends with exit code 130.
final class Interruption implements BooleanSupplier {
  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final int EXIT_CODE = 130;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean isRequested;

  /// From now on a signal is a request.
  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::request, "interruption"));
  }

  private void request() {
    if (finished.getCount() == 0) {
      return;
    }
    isRequested = true;
    try {
      boolean isDone = finished.await(GRACE.toSeconds(), TimeUnit.SECONDS);
      Runtime.getRuntime().halt(isDone ? EXIT_CODE : Failures.FAILED);
    } catch (InterruptedException _) {
      Runtime.getRuntime().halt(Failures.FAILED);
    }
  }

  @Override
  public boolean getAsBoolean() {
    return isRequested;
  }

  /// Everything is written.
  void finish() {
    finished.countDown();
  }
}
