package dev.glissade.tune.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Decision;
import dev.glissade.tune.Definition;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Event;
import dev.glissade.tune.Goal;
import dev.glissade.tune.MemoryStore;
import dev.glissade.tune.Param;
import dev.glissade.tune.Progress;
import dev.glissade.tune.Replay;
import dev.glissade.tune.RunOptions;
import dev.glissade.tune.Space;
import dev.glissade.tune.Strategy;
import dev.glissade.tune.Study;
import dev.glissade.tune.StudyProcess;
import dev.glissade.tune.StudyStore;
import dev.glissade.tune.Trial;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.sampler.Samplers;
import dev.glissade.tune.stopper.Schedulers;
import dev.glissade.tune.stopper.Stoppers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checkpoints from which nothing has to go on are deleted, and no others.
class RetentionTest {
  private static final RunOptions ALONE = new RunOptions().withJobs(1);
  private static final Space SPACE =
      Space.EMPTY
          .with("x", new Param.Uniform(-2, 2))
          .with("n", new Param.Whole(1, 8, 1))
          .with("rate", new Param.Log(0.1, 0.9));

  @TempDir private Path folder;

  private final MemoryStore store = new MemoryStore();

  private static Strategy strategy(String scheduler) {
    return new Strategy(
        Samplers.parse("random"), Stoppers.parse("median(startup=3)"), Schedulers.parse(scheduler));
  }

  private static Study open(StudyStore store, String scheduler, int lag) {
    Strategy strategy = strategy(scheduler);
    Definition definition =
        strategy.define(new Goal("loss", Direction.MINIMIZE), SPACE).withSeed(3).withLag(lag);
    return Study.open(store, "s", definition, strategy);
  }

  private Blobs blobs() {
    return new Blobs(folder);
  }

  private double evaluate(Trial trial) throws IOException, InterruptedException {
    return StudyProcess.evaluate(trial, blobs(), 0, _ -> {});
  }

  private int files() {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return (int) files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sweep(Study study, int best) {
    int _ = blobs().collect(study.discard(best), Duration.ZERO);
  }

  /// Deletes whatever may go, after each work of a trial.
  private RunOptions sweeping(Study study, int best, Consumer<Progress> after) {
    Consumer<Progress> sweep =
        it -> {
          if (it instanceof Progress.Ended) {
            sweep(study, best);
          }
        };
    return ALONE.withListener(sweep.andThen(after));
  }

  private List<Event> events() {
    return store.read("s", 0).stream().map(StudyStore.Entry::event).toList();
  }

  @Test
  void theFolderStaysSmallInALongStudy() {
    List<Integer> sizes = new ArrayList<>();
    try (Study study = open(store, "trials(300,until=3)", 4)) {
      study.run(this::evaluate, sweeping(study, 5, _ -> sizes.add(files())));

      assertEquals(300, study.history().trials().size());
    }
    assertTrue(events().stream().filter(Event.Saved.class::isInstance).count() > 300);
    // The best 5, those that the next decisions do not know yet, and those of a trial.
    int most = sizes.stream().mapToInt(it -> it).max().orElseThrow();
    assertTrue(most <= 5 + 4 + 3, "files " + most);
    assertTrue(files() >= 5, "files " + files());
    assertEquals(
        Optional.empty(), Replay.verify(events(), strategy("trials(300,until=3)")).difference());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trials(12,until=4)",
        "asha-promote(20,maximum=9,factor=3)",
        "successive-halving(20,maximum=9)",
        "hyperband(9)",
        "population-based(6,interval=2,until=8)",
        "with-repeats(asha-promote(9,maximum=9,factor=3),leaders=2,seeds=2)"
      })
  void noSchedulerMissesAny(String scheduler) {
    for (int lag : new int[] {0, 1, 3}) {
      assertEquals(undisturbed(scheduler, lag), swept(scheduler, lag), "lag " + lag);
    }
  }

  private String undisturbed(String scheduler, int lag) {
    try (Study study = open(new MemoryStore(), scheduler, lag)) {
      study.run(this::evaluate, ALONE);
      return study.eventsHash();
    }
  }

  private String swept(String scheduler, int lag) {
    try (Study study = open(new MemoryStore(), scheduler, lag)) {
      sweep(study, 0);
      study.run(this::evaluate, sweeping(study, 0, _ -> {}));
      return study.eventsHash();
    }
  }

  /// Three complete trials, of which only the best has a checkpoint still.
  private Study swept() {
    Study study = open(store, "trials(3,until=4)", 1);
    study.run(this::evaluate, ALONE);
    sweep(study, 1);
    return study;
  }

  private static int best(Study study) {
    return study.best().orElseThrow().number();
  }

  private static int other(Study study) {
    return best(study) == 0 ? 1 : 0;
  }

  @Test
  void whatIsExtendedLaterBeginsAnewIfItsCheckpointIsGone() {
    try (Study study = swept()) {
      int best = best(study);
      int other = other(study);
      assertTrue(files() <= 2, "files " + files());
      TrialRecord before = study.history().trials().get(other);
      study.requests().resume("a", best, 6);
      study.requests().resume("b", other, 6);
      List<Long> from = new ArrayList<>();

      study.run(
          this::evaluate,
          ALONE.withListener(
              it -> {
                if (it instanceof Progress.Begun begun) {
                  from.add(begun.from());
                }
              }));

      assertEquals(List.of(4L, 0L), from);
      TrialRecord after = study.history().trials().get(other);
      assertEquals(TrialState.COMPLETE, after.state());
      assertEquals(before.reports(), after.reports().subList(0, before.reports().size()));
      assertEquals(6, after.reports().size());
    }
  }

  @Test
  void aForkOfWhatIsGoneIsRefused() {
    try (Study study = swept()) {
      int other = other(study);
      Configuration configuration = study.history().trials().get(other).configuration();

      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> study.requests().fork("f", other, configuration, 6));

      assertEquals(
          "trial " + other + ": expected one with a checkpoint, but got one without",
          error.getMessage());
    }
  }

  @Test
  void aForkThatCameTooLateFailsAndTheStudyGoesOn() {
    try (Study study = swept()) {
      int other = other(study);
      Configuration configuration = study.history().trials().get(other).configuration();
      var decision = new Decision.Copy(Decision.Copy.NEW, other, configuration, 6);
      store.append("s", List.of(new Event.Requested("f", decision, Optional.empty())));

      study.run(this::evaluate, ALONE);

      assertEquals(TrialState.FAILED, study.history().trials().getLast().state());
      assertTrue(
          events().getLast() instanceof Event.Ended end
              && end.note().equals("the checkpoint of trial " + other + " was not kept"),
          events().getLast() + "");
    }
  }

  @Test
  void whatIsAskedForIsKeptWhoeverWasFirst() {
    try (Study study = open(store, "trials(8,until=4)", 1)) {
      study.run(this::evaluate, ALONE.withTrials(3));
      Configuration configuration = study.history().trials().get(1).configuration();
      study.requests().fork("f", 1, configuration, 6);
      study.requests().resume("r", 2, 5);
      // As by a process that had not seen the requests.
      store.append("s", List.of(new Event.Discarded(List.of(0, 1, 2))));
      sweep(study, 0);
      List<Long> from = new ArrayList<>();

      study.run(
          this::evaluate,
          ALONE.withListener(
              it -> {
                if (it instanceof Progress.Begun begun) {
                  from.add(begun.from());
                }
              }));

      assertEquals(List.of(4L, 4L, 0L, 0L, 0L, 0L), from);
      sweep(study, 0);
      assertTrue(study.discard(0).contains(lastSaved(3)), "the fork cannot begin anew");
      assertEquals(2, files(), "its checkpoint, and that of the last trial");
    }
  }

  private String lastSaved(long work) {
    return events().stream()
        .filter(it -> it instanceof Event.Saved saved && saved.work() == work)
        .map(it -> ((Event.Saved) it).hash())
        .toList()
        .getLast();
  }
}
