package dev.glissade.tune.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Event;
import dev.glissade.tune.StudyStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A transaction whose outcome is not known, because the connection was lost while it was
/// committed, is tried again.
class AppendTest {
  private static final List<Event> EVENTS =
      List.of(new Event.Reported(0, 1, 0.5), new Event.Tested(0, "accuracy", 0.75));

  @TempDir private Path folder;

  private Sqlite dialect() {
    return new Sqlite(folder.resolve("study.db"));
  }

  private boolean run(Append append, boolean isKept) throws SQLException {
    try (var session = new Session(dialect().connect())) {
      Schema.prepare(session, dialect());
      return session.transact(
          dialect().begin(),
          inside -> {
            var outcome = append.run(inside, dialect(), "a");
            return new Session.Work.Outcome<>(outcome.value(), outcome.isKept() && isKept);
          });
    }
  }

  private List<Event> stored() {
    try (StudyStore store = Stores.open(dialect().toString())) {
      return store.read("a", 0).stream().map(StudyStore.Entry::event).toList();
    }
  }

  @Test
  void whatWasKeptIsNotTakenForSomebodyElses() throws SQLException {
    var append = new Append(1, EVENTS);

    assertTrue(run(append, true));
    assertTrue(run(append, true));

    assertEquals(EVENTS, stored());
    assertFalse(run(new Append(2, EVENTS), true));
  }

  @Test
  void whatWasNotKeptIsWritten() throws SQLException {
    var append = new Append(1, EVENTS);

    run(append, false);
    assertEquals(List.of(), stored());
    assertTrue(run(append, true));

    assertEquals(EVENTS, stored());
  }

  @Test
  void whatSomebodyElseWroteInBetweenIsTheirs() throws SQLException {
    var append = new Append(1, EVENTS);

    run(append, false);
    assertTrue(run(new Append(2, EVENTS.subList(0, 1)), true));
    assertFalse(run(append, true));

    assertEquals(EVENTS.subList(0, 1), stored());
  }
}
