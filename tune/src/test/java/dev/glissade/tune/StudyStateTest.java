package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StudyStateTest {
  private static final Strategy STRATEGY = new Strategy(new Fakes.Near(), new Fakes.Plain(9, 4));
  private static final Event OPENED = new Event.Opened(Fakes.definition(STRATEGY, 2));

  private static Event begun(long work, int trial) {
    return new Event.Assigned(
        work, trial, new Decision.Begin(4), Configuration.EMPTY, Optional.empty(), 0);
  }

  private static Event ended(long work, double value) {
    return new Event.Ended(work, TrialState.COMPLETE, List.of(value), 0, "");
  }

  @Test
  void aHistoryForPeopleHasWhatIsUnderWayToo() {
    StudyState state =
        StudyState.of(
            List.of(
                OPENED,
                begun(0, 0),
                begun(1, 1),
                new Event.Reported(1, 1, 0.5),
                new Event.Suggested(1, "rate", new Param.Log(0.1, 1), Value.of(0.25)),
                new Event.Saved(1, 1, "abc"),
                ended(0, 0.75),
                new Event.Tested(0, "test.loss", 0.8)));

    List<TrialRecord> trials = state.history().trials();
    assertEquals(2, state.trials());
    assertEquals(TrialState.COMPLETE, trials.get(0).state());
    assertEquals(List.of(0.75), trials.get(0).values());
    assertEquals(TrialState.RUNNING, trials.get(1).state());
    assertEquals(List.of(new Report(1, 0.5)), trials.get(1).reports());
    assertEquals(0.25, trials.get(1).configuration().real("rate"));
    assertEquals(2, state.history().space().size(), "what is under way does not extend the space");
    assertEquals(Optional.of("abc"), state.checkpoint(1));
    assertEquals(Optional.empty(), state.checkpoint(0));
    assertEquals(0.8, state.tested().orElseThrow().value());
  }

  @Test
  void looksDoNotChangeTheState() {
    StudyState state = StudyState.of(List.of(OPENED, begun(0, 0), new Event.Reported(0, 1, 0.5)));
    History before = state.history();

    assertEquals(before, state.history());
    state.apply(ended(0, 1));
    assertEquals(TrialState.RUNNING, before.trials().getFirst().state());
    assertEquals(TrialState.COMPLETE, state.history().trials().getFirst().state());
  }

  @Test
  void aLogWithAHoleIsDamaged() {
    var hole =
        assertThrows(
            IllegalStateException.class,
            () -> StudyState.of(List.of(OPENED, begun(0, 0), begun(2, 1))));
    assertEquals("study: expected work 1 to be the next, but got 2", hole.getMessage());

    var unknown =
        assertThrows(
            IllegalStateException.class,
            () -> StudyState.of(List.of(OPENED, begun(0, 0), ended(7, 1))));
    assertEquals("study: expected one of 1 works, but got 7", unknown.getMessage());
    assertThrows(IllegalStateException.class, () -> StudyState.of(List.of()).definition());
  }

  @Test
  void aStudyThatIsNotThereIsNamed() {
    MemoryStore store = new MemoryStore();
    store.append("digits", List.of(OPENED));

    var error = assertThrows(IllegalArgumentException.class, () -> StudyState.read(store, "iris"));

    assertEquals("study: expected one of [digits], but got iris", error.getMessage());
  }

  @Test
  void theHashLeavesOutWhoDidWhatAndWhen() {
    List<Event> events =
        List.of(
            OPENED,
            begun(0, 0),
            begun(1, 1),
            new Event.Reported(0, 2, 0.5),
            new Event.Reported(0, 1, 0.6),
            ended(0, 1),
            ended(1, 2));
    List<Event> otherwise =
        List.of(
            OPENED,
            begun(0, 0),
            new Event.Reported(0, 1, 0.6),
            new Event.Released(0, 1, false, "closed"),
            new Event.Saved(0, 1, "abc"),
            begun(1, 1),
            new Event.Reported(0, 2, 0.5),
            ended(1, 2),
            ended(0, 1));
    String hash = StudyState.of(events).eventsHash();

    assertEquals(64, hash.length());
    assertEquals(hash, StudyState.of(otherwise).eventsHash());
    for (int i = 3; i < events.size(); i++) {
      List<Event> less = new ArrayList<>(events);
      less.remove(i);
      assertTrue(!hash.equals(StudyState.of(less).eventsHash()), "without " + events.get(i));
    }
  }
}
