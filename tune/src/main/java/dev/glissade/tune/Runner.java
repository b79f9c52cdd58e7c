package dev.glissade.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/// Threads that ask, evaluate and tell until there is nothing to do.
final class Runner {
  private final Study study;
  private final Objective objective;
  private final Session session;
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  Runner(Study study, Objective objective, Session session) {
    this.study = study;
    this.objective = objective;
    this.session = session;
  }

  void run(int jobs) {
    // In containers all processes have the same number.
    String chance = String.format("%04x", ThreadLocalRandom.current().nextInt(1 << 16));
    String process = "process-" + ProcessHandle.current().pid() + "-" + chance + "-";
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      String worker = process + i;
      threads.add(Thread.ofPlatform().name("study-" + i).start(() -> work(worker)));
    }
    boolean isInterrupted = false;
    for (Thread each : threads) {
      while (each.isAlive()) {
        try {
          each.join();
        } catch (InterruptedException _) {
          isInterrupted = true;
          leave();
        }
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    for (Throwable first : failures) {
      switch (first) {
        case RuntimeException known -> throw known;
        case Error known -> throw known;
        case Throwable other -> throw new IllegalStateException(other);
      }
    }
  }

  private void leave() {
    session.leave();
    study.wake();
  }

  private void work(String worker) {
    try {
      Optional<Attempt> next = study.ask(worker, session);
      while (next.isPresent()) {
        perform(next.get());
        next = study.ask(worker, session);
      }
    } catch (InterruptedException _) {
      leave();
    } catch (RuntimeException | Error broken) {
      failures.add(broken);
      leave();
    }
  }

  private void perform(Attempt attempt) throws InterruptedException {
    try {
      OptionalDouble value = evaluate(attempt);
      if (value.isPresent()) {
        attempt.tell(value.getAsDouble());
      }
    } catch (LeaseLostException _) {
      // Somebody else does the rest.
    }
  }

  private OptionalDouble evaluate(Attempt attempt) throws InterruptedException {
    try {
      return OptionalDouble.of(objective.evaluate(attempt));
    } catch (InterruptedException interrupted) {
      attempt.release("interrupted");
      throw interrupted;
    } catch (LeaseLostException | StoreException notOurs) {
      throw notOurs;
    } catch (Exception | OutOfMemoryError | StackOverflowError failed) {
      attempt.fail(String.valueOf(failed));
      return OptionalDouble.empty();
    }
  }
}
