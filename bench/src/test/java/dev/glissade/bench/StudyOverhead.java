package dev.glissade.bench;

import dev.glissade.tune.Definition;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Event;
import dev.glissade.tune.EventJson;
import dev.glissade.tune.Goal;
import dev.glissade.tune.MemoryStore;
import dev.glissade.tune.Param;
import dev.glissade.tune.RunOptions;
import dev.glissade.tune.Space;
import dev.glissade.tune.Strategy;
import dev.glissade.tune.Study;
import dev.glissade.tune.StudyState;
import dev.glissade.tune.StudyStore;
import dev.glissade.tune.sampler.RandomSearch;
import dev.glissade.tune.stopper.Trials;
import java.util.ArrayList;
import java.util.List;

/// What a study costs beside its objective, as lines of JSON: microseconds for each trivial trial
/// and bytes retained for each, for growing numbers of them; seconds to add up the events of many
/// trials with reports, and to read them from JSON. A program of its own, on the class path of
/// these tests: it runs for seconds and looks at the heap.
final class StudyOverhead {
  private static final int REPORTS = 20;

  private StudyOverhead() {}

  /// Takes the number of trials with reports, 100,000 if not given.
  public static void main(String... arguments) {
    for (int trials : new int[] {2_000, 10_000, 10_000, 20_000, 40_000}) {
      trivial(trials, 1);
    }
    trivial(10_000, 2);
    fold(arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]));
  }

  private static void trivial(int trials, int jobs) {
    Space space =
        Space.EMPTY.with("x", new Param.Uniform(0, 1)).with("y", new Param.Log(1e-4, 1e-1));
    Strategy strategy = new Strategy(new RandomSearch(), new Trials(trials, 1));
    Definition definition = strategy.define(new Goal("loss", Direction.MINIMIZE), space).withLag(2);
    long before = retained();
    long start = System.nanoTime();
    MemoryStore store = new MemoryStore();
    try (Study study = Study.open(store, "s", definition, strategy)) {
      study.run(trial -> trial.configuration().real("x"), new RunOptions().withJobs(jobs));
      double micros = (System.nanoTime() - start) / 1e3 / trials;
      double bytes = (double) (retained() - before) / trials;
      System.out.printf(
          "{\"trials\":%d,\"jobs\":%d,\"microseconds_per_trial\":%.1f,\"bytes_per_trial\":%.0f,"
              + "\"events\":%d}%n",
          trials, jobs, micros, bytes, store.read("s", 0).size());
    }
  }

  private static long retained() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void fold(int trials) {
    MemoryStore store = new MemoryStore();
    Strategy strategy = new Strategy(new RandomSearch(), new Trials(trials, REPORTS));
    Definition definition =
        strategy.define(new Goal("loss", Direction.MINIMIZE), Space.EMPTY).withLag(1);
    try (Study study = Study.open(store, "s", definition, strategy)) {
      study.run(
          trial -> {
            for (long step = 1; step <= trial.until(); step++) {
              boolean _ = trial.report(step, 1.0 / step);
            }
            return 1;
          },
          new RunOptions().withJobs(1));
    }
    List<Event> events = store.read("s", 0).stream().map(StudyStore.Entry::event).toList();
    for (int i = 0; i < 3; i++) {
      long before = retained();
      long start = System.nanoTime();
      StudyState state = StudyState.of(events);
      double folded = (System.nanoTime() - start) / 1e9;
      double bytes = (double) (retained() - before) / trials;
      start = System.nanoTime();
      int records = state.history().trials().size();
      double history = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "{\"trials\":%d,\"events\":%d,\"fold_seconds\":%.2f,\"history_seconds\":%.2f,"
              + "\"state_bytes_per_trial\":%.0f}%n",
          records, events.size(), folded, history, bytes);
    }
    json(events.subList(0, Math.min(events.size(), 500_000)));
  }

  private static void json(List<Event> events) {
    long start = System.nanoTime();
    List<String> lines = new ArrayList<>(events.size());
    events.forEach(it -> lines.add(EventJson.line(it)));
    double written = (System.nanoTime() - start) / 1e3 / events.size();
    start = System.nanoTime();
    lines.forEach(EventJson::readLine);
    double read = (System.nanoTime() - start) / 1e3 / events.size();
    System.out.printf(
        "{\"microseconds_per_event_written\":%.2f,\"microseconds_per_event_read\":%.2f}%n",
        written, read);
  }
}
