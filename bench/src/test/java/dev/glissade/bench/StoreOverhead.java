package dev.glissade.bench;

import dev.glissade.tune.Definition;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Event;
import dev.glissade.tune.Goal;
import dev.glissade.tune.MemoryStore;
import dev.glissade.tune.Param;
import dev.glissade.tune.RunOptions;
import dev.glissade.tune.Space;
import dev.glissade.tune.Strategy;
import dev.glissade.tune.Study;
import dev.glissade.tune.StudyState;
import dev.glissade.tune.StudyStore;
import dev.glissade.tune.Trial;
import dev.glissade.tune.sampler.RandomSearch;
import dev.glissade.tune.stopper.Trials;
import dev.glissade.tune.store.Stores;
import java.util.List;

/// What a store costs, as lines of JSON: microseconds for each of 10,000 trivial trials, and
/// seconds to open a study of 100,000 trials with 20 reports each. A program of its own, on the
/// class path of these tests.
final class StoreOverhead {
  private static final int TRIVIAL = 10_000;
  private static final int TRIALS = 100_000;
  private static final int REPORTS = 20;
  private static final int CHUNK = 20_000;

  private StoreOverhead() {}

  /// Takes the address of a store without these studies, such as `sqlite:overhead.db`.
  public static void main(String... arguments) {
    String address = arguments[0];
    try (StudyStore store = Stores.open(address)) {
      trivial(store, 1);
      trivial(store, 2);
      fill(store);
    }
    for (int i = 0; i < 3; i++) {
      reopen(address);
    }
  }

  private static Definition definition(Strategy strategy, int lag) {
    Space space = Space.EMPTY.with("x", new Param.Uniform(0, 1));
    return strategy.define(new Goal("loss", Direction.MINIMIZE), space).withLag(lag);
  }

  private static void trivial(StudyStore store, int jobs) {
    Strategy strategy = new Strategy(new RandomSearch(), new Trials(TRIVIAL, 1));
    long start = System.nanoTime();
    try (Study study = Study.open(store, "trivial-" + jobs, definition(strategy, 2), strategy)) {
      study.run(trial -> trial.configuration().real("x"), new RunOptions().withJobs(jobs));
    }
    double micros = (System.nanoTime() - start) / 1e3 / TRIVIAL;
    System.out.printf("{\"jobs\":%d,\"microseconds_per_trial\":%.1f}%n", jobs, micros);
  }

  private static void fill(StudyStore store) {
    MemoryStore memory = new MemoryStore();
    Strategy strategy = new Strategy(new RandomSearch(), new Trials(TRIALS, REPORTS));
    try (Study study = Study.open(memory, "s", definition(strategy, 1), strategy)) {
      study.run(StoreOverhead::report, new RunOptions().withJobs(1));
    }
    List<Event> events = memory.read("s", 0).stream().map(StudyStore.Entry::event).toList();
    long start = System.nanoTime();
    for (int from = 0; from < events.size(); from += CHUNK) {
      boolean _ =
          store.append("large", events.subList(from, Math.min(events.size(), from + CHUNK)));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("{\"events\":%d,\"append_seconds\":%.2f}%n", events.size(), seconds);
  }

  private static double report(Trial trial) {
    for (long step = 1; step <= trial.until(); step++) {
      boolean _ = trial.report(step, 1.0 / step);
    }
    return 1;
  }

  private static void reopen(String address) {
    long start = System.nanoTime();
    try (StudyStore store = Stores.open(address)) {
      int trials = StudyState.read(store, "large").history().trials().size();
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("{\"trials\":%d,\"open_seconds\":%.2f}%n", trials, seconds);
    }
  }
}
