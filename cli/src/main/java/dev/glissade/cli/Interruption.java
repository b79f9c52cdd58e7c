package dev.glissade.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Ctrl-C and SIGTERM: the training is asked to stop at the next step, writes its checkpoint and
/// its files, and then the process ends with the exit code of the command: 130 if it was stopped,
/// 1 if that failed.
final class Interruption implements BooleanSupplier {
  private static final Duration GRACE = Duration.ofMinutes(5);

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean isRequested;
  private volatile int exitCode = Failures.FAILED;

  /// From now on a signal is a request.
  void install() {
    install(() -> {});
  }

  /// From now on a signal is a request, of which somebody wants to be told.
  void install(Runnable told) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> request(told), "interruption"));
  }

  private void request(Runnable told) {
    if (finished.getCount() == 0) {
      return;
    }
    isRequested = true;
    told.run();
    try {
      boolean isDone = finished.await(GRACE.toSeconds(), TimeUnit.SECONDS);
      Runtime.getRuntime().halt(isDone ? exitCode : Failures.FAILED);
    } catch (InterruptedException _) {
      Runtime.getRuntime().halt(Failures.FAILED);
    }
  }

  @Override
  public boolean getAsBoolean() {
    return isRequested;
  }

  /// Everything is written and said.
  void finish(int code) {
    exitCode = code;
    finished.countDown();
  }
}
