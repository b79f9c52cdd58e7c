package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.sampler.Sobol;
import dev.glissade.tune.stopper.Schedulers;
import dev.glissade.tune.stopper.Stoppers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every scheduler in a study: with any number of workers and after kills the same, and made again
/// from the events.
class StrategiesTest {
  private static final String STUDY = "s";

  private static List<Event> run(StudyStore store, Strategy strategy, int lag, int jobs) {
    Definition definition = Fakes.definition(strategy, lag);
    var options = StudyOptions.DEFAULT.withRetries(100, 0);
    try (Study study = Study.open(store, STUDY, definition, strategy, options)) {
      study.run(Fakes::curve, new RunOptions().withJobs(jobs));
    }
    return store.read(STUDY, 0).stream().map(StudyStore.Entry::event).toList();
  }

  private static List<Event> killed(Strategy strategy, int lag) {
    ManualClock clock = new ManualClock();
    MemoryStore store = new MemoryStore(clock);
    for (int write = 7; ; write += 3) {
      CrashingStore crashing = new CrashingStore(store, write, write % 2 == 0);
      try {
        return run(crashing, strategy, lag, 2);
      } catch (StoreException _) {
        clock.pass(StudyOptions.DEFAULT.lease());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trials(9,until=3)",
        "asha-promote(9,minimum=1,maximum=8,factor=2)",
        "successive-halving(8,minimum=1,maximum=8,factor=2)",
        "hyperband(9,factor=3)",
        "population-based(4,interval=2,until=6)",
        "with-repeats(trials(6,until=3),leaders=2,seeds=2)"
      })
  void everySchedulerIsIndependentOfWorkersAndKills(String description) {
    var strategy =
        new Strategy(
            new Sobol(), Stoppers.parse("median(startup=3)"), Schedulers.parse(description));

    List<Event> alone = run(new MemoryStore(), strategy, 3, 1);
    String hash = StudyState.of(alone).eventsHash();

    assertEquals(hash, StudyState.of(run(new MemoryStore(), strategy, 3, 3)).eventsHash());
    assertEquals(hash, StudyState.of(killed(strategy, 3)).eventsHash());
    Replay replay = Replay.verify(alone, strategy);
    assertEquals(Optional.empty(), replay.difference());
    assertTrue(replay.decisions() >= 8, replay::toString);
    List<Event> arrivals = run(new MemoryStore(), strategy, 0, 3);
    assertEquals(Optional.empty(), Replay.verify(arrivals, strategy).difference());
    assertNotEquals(0, StudyState.of(arrivals).trials());
  }
}
