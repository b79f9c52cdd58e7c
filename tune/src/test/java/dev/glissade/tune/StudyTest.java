package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StudyTest {
  private static String hash(int jobs, int lag, Scheduler scheduler) {
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Mean(), scheduler);
    try (Study study =
        Study.open(new MemoryStore(), "s", Fakes.definition(strategy, lag), strategy)) {
      study.run(Fakes::curve, new RunOptions().withJobs(jobs));
      return study.eventsHash();
    }
  }

  @Test
  void resultsDoNotDependOnTheNumberOfWorkers() {
    var scheduler = new Fakes.Halving(20, 3);

    String alone = hash(1, 4, scheduler);

    assertEquals(alone, hash(2, 4, scheduler));
    assertEquals(alone, hash(4, 4, scheduler));
  }

  @Test
  void aStudyFindsTheMinimum() {
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Plain(60, 5));
    try (Study study =
        Study.open(new MemoryStore(), "s", Fakes.definition(strategy, 1), strategy)) {
      study.run(Fakes::curve);

      assertEquals(60, study.history().trials().size());
      assertEquals(3, study.history().space().size());
      assertTrue(study.best().orElseThrow().values().getFirst() < 0.3);
    }
  }
}
