package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What people may do with trials while a study goes on, each recorded and replayable.
class RequestsTest {
  private static final Strategy STRATEGY = new Strategy(new Fakes.Near(), new Fakes.Plain(3, 4));
  private static final Map<String, Double> KNOBS = Map.of("rate", 0.5);

  private final ManualClock clock = new ManualClock();
  private final MemoryStore store = new MemoryStore(clock);
  private final Study study = open();

  private Study open() {
    return Study.open(store, "s", Fakes.definition(STRATEGY, 0), STRATEGY);
  }

  @AfterEach
  void theStudyIsReplayable() {
    study.close();
    List<Event> events = store.read("s", 0).stream().map(StudyStore.Entry::event).toList();
    assertEquals(Optional.empty(), Replay.verify(events, STRATEGY).difference());
    assertEquals(study.eventsHash(), StudyState.of(events).eventsHash());
  }

  private Attempt ask() throws InterruptedException {
    return study.ask("worker").orElseThrow();
  }

  private TrialRecord record(int trial) {
    return study.history().trials().get(trial);
  }

  private static Configuration at(double x) {
    return Configuration.EMPTY.with("x", Value.of(x)).with("n", Value.of(2));
  }

  @Test
  void aConfigurationOfOnesOwnComesFirst() throws InterruptedException {
    assertTrue(study.requests().begin("t", at(0.25), 7));
    assertFalse(study.requests().begin("t", at(0.5), 7), "the same ticket changes nothing");

    Attempt first = ask();

    assertEquals(at(0.25), first.configuration());
    assertEquals(7, first.until());
    first.tell(1);
    assertNotEquals(at(0.25), ask().configuration());
  }

  @Test
  void aValueOutsideOfTheSpaceIsRefused() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> study.requests().begin("t", at(9), 1));

    assertEquals(
        "x: expected a value of Uniform[low=-2.0, high=2.0], but got 9.0", error.getMessage());
  }

  @Test
  void aTrialPausesAfterItsNextReportAndIsResumedFromItsCheckpoint() throws InterruptedException {
    Attempt attempt = ask();
    assertTrue(attempt.report(1, 0.5));
    study.requests().pause("p", 0, "the machine is needed");
    attempt.saved(2, "two");

    assertFalse(attempt.report(2, 0.4));
    attempt.tell(0.4);

    assertEquals(TrialState.PAUSED, record(0).state());
    study.requests().resume("r", 0, 4);
    Attempt second = ask();
    assertEquals(0, second.number());
    assertEquals(2, second.from());
    assertEquals(Optional.of("two"), second.checkpoint());
    assertTrue(second.report(3, 0.3));
    second.tell(0.2);
    assertEquals(TrialState.COMPLETE, record(0).state());
    assertEquals(List.of(0.2), record(0).values());
    assertEquals(3, record(0).reports().size());
  }

  @Test
  void onlyWhatIsUnderWayCanPause() throws InterruptedException {
    ask().tell(1);

    var error =
        assertThrows(
            IllegalArgumentException.class, () -> study.requests().pause("p", 0, "why not"));

    assertEquals("trial 0: expected one that is under way, but it is COMPLETE", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> study.requests().pause("p", 5, ""));
  }

  @Test
  void aCompleteTrialIsExtended() throws InterruptedException {
    Attempt first = ask();
    first.saved(4, "four");
    first.tell(1);
    assertThrows(IllegalArgumentException.class, () -> study.requests().resume("r", 0, 4));

    study.requests().resume("r", 0, 9);
    Attempt second = ask();

    assertEquals(0, second.number());
    assertEquals(4, second.from());
    assertEquals(9, second.until());
    assertEquals(TrialState.RUNNING, record(0).state());
    second.tell(0.5);
    assertEquals(List.of(0.5), record(0).values());
    assertEquals(9, record(0).until());
  }

  @Test
  void aRequestWaitsForItsTrialAndNobodyElseDoes() throws InterruptedException {
    Attempt running = ask();
    study.requests().resume("r", 0, 9);

    assertEquals(1, ask().number());
    running.tell(1);
    Attempt extended = ask();

    assertEquals(0, extended.number());
    assertEquals(9, extended.until());
  }

  @Test
  void aForkGoesItsOwnWayFromTheSameCheckpoint() throws InterruptedException {
    Attempt source = ask();
    assertThrows(IllegalArgumentException.class, () -> study.requests().fork("f", 0, at(1), 8));
    source.saved(2, "two");

    study.requests().fork("f", 0, at(1.5), 8);
    Attempt fork = ask();
    source.saved(3, "three");

    assertEquals(1, fork.number());
    assertEquals(at(1.5), fork.configuration());
    assertEquals(2, fork.from());
    assertEquals(Optional.of("two"), fork.checkpoint());
    fork.release("to try again");
    Attempt again = open().ask("worker").orElseThrow();
    assertEquals(1, again.number());
    assertEquals(Optional.of("two"), again.checkpoint(), "not the source's later one");
    again.fail("enough");
    source.tell(1);
  }

  @Test
  void aForkSaysWhatItSetsAnewUntilItHasACheckpointOfItsOwn() throws InterruptedException {
    Attempt source = ask();
    source.saved(2, "two");
    Configuration before = source.configuration();
    assertEquals(Set.of(), source.renewed());

    study.requests().fork("f", 0, before.with("n", Value.of(3)), Set.of("x"), 8);
    Attempt fork = ask();

    assertEquals(Set.of("n", "x"), fork.renewed(), "what differs, and what was named");
    fork.saved(3, "three");
    fork.release("to try again");
    Attempt again = open().ask("worker").orElseThrow();
    assertEquals(3, again.from());
    assertEquals(Set.of(), again.renewed());
    again.tell(1);
    source.tell(1);
  }

  @Test
  void aKnobIsSetWhereItsTrialLooksNext() throws InterruptedException {
    Attempt attempt = ask();
    assertEquals(Map.of(), attempt.knobs(1, KNOBS));
    study.requests().knob("k", 0, "rate", 0.125, "it jumps");
    study.requests().knob("l", 0, "unknown", 1, "not a knob of this objective");

    assertEquals(Map.of("rate", 0.125), attempt.knobs(2, KNOBS));
    assertEquals(Map.of(), attempt.knobs(3, Map.of("rate", 0.125)));

    assertTrue(
        store.read("s", 0).stream()
            .anyMatch(it -> it.event().equals(new Event.KnobChanged(0, 2, "k", 0.5, 0.125))));
    attempt.tell(1);
  }

  @Test
  void aLaterAttemptSetsTheKnobAtTheSameStep() throws InterruptedException {
    Attempt attempt = ask();
    attempt.saved(1, "one");
    study.requests().knob("k", 0, "rate", 0.125, "it jumps");
    assertEquals(Map.of("rate", 0.125), attempt.knobs(3, KNOBS));
    attempt.release("to try again");

    Attempt second = open().ask("worker").orElseThrow();
    assertEquals(1, second.from());
    assertEquals(Map.of(), second.knobs(2, KNOBS));
    assertEquals(Map.of("rate", 0.125), second.knobs(3, KNOBS));
    second.saved(3, "three");
    second.release("to try again");

    Attempt third = open().ask("worker").orElseThrow();
    assertEquals(Map.of(), third.knobs(4, KNOBS), "the checkpoint has it");
    third.tell(1);
  }

  @Test
  void aRepeatHasASeedOfItsOwnAndLeavesTheTrialAlone() throws InterruptedException {
    Attempt search = ask();
    search.report(1, 0.5);
    search.tell(0.4);
    study.requests().repeat("t", 0, 2, 4);

    Attempt repeat = ask();

    assertEquals(0, repeat.number());
    assertEquals(search.configuration(), repeat.configuration());
    assertEquals(0, search.repeat());
    assertEquals(2, repeat.repeat());
    assertNotEquals(search.seed(), repeat.seed());
    assertTrue(Double.isNaN(record(0).repeats().getFirst().value()), "not known yet");
    repeat.report(1, 0.9);
    repeat.tell(0.6);
    assertEquals(List.of(new TrialRecord.Repeat(2, 0.6)), record(0).repeats());
    assertEquals(List.of(0.4), record(0).values());
    assertEquals(List.of(new Report(1, 0.5)), List.copyOf(record(0).reports()));
    assertEquals(repeat.seed(), Draws.of(7, 2, "objective").bits(), "the same for every trial");
  }

  @Test
  void aRequestFromAnotherProcessIsDoneToo() throws InterruptedException {
    new Requests(store, "s").begin(Requests.ticket(), at(1), 4);

    assertEquals(at(1), ask().configuration());
    clock.pass(Duration.ofSeconds(1));
  }
}
