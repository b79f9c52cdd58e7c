package dev.glissade.tune.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Definition;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Event;
import dev.glissade.tune.Goal;
import dev.glissade.tune.MemoryStore;
import dev.glissade.tune.Param;
import dev.glissade.tune.RunOptions;
import dev.glissade.tune.Shift;
import dev.glissade.tune.Space;
import dev.glissade.tune.StoreException;
import dev.glissade.tune.Study;
import dev.glissade.tune.StudyProcess;
import dev.glissade.tune.StudyState;
import dev.glissade.tune.StudyStore;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// JSON lines and comma-separated values.
class ExchangeTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("file");
  }

  private List<Event> study() {
    var store = new MemoryStore();
    try (Study study = StudyProcess.open(store, "a")) {
      var blobs = new Blobs(folder.resolve("checkpoints"));
      study.run(
          trial -> StudyProcess.evaluate(trial, blobs, 0, _ -> {}), new RunOptions().withJobs(2));
    }
    return store.read("a", 0).stream().map(StudyStore.Entry::event).toList();
  }

  @Test
  void aStudyMovesFromStoreToStoreAsLines() {
    List<Event> events = study();
    assertTrue(events.size() > 100);

    Instant noon = Instant.parse("2026-01-02T12:00:00.5Z");
    List<Shift> shifts = List.of(new Shift(0, 1, "a \"b\"", noon, noon.plusMillis(1)));

    EventLines.write(file(), new EventLines.Content(events, shifts));
    try (StudyStore store = Stores.open("sqlite:" + folder.resolve("db"))) {
      EventLines.Content content = EventLines.read(file());
      assertTrue(store.append("b", content.events()));
      store.add("b", content.shifts());

      assertEquals(events, store.read("b", 0).stream().map(StudyStore.Entry::event).toList());
      assertEquals(shifts, store.shifts("b"));
    }
  }

  @Test
  void aStudyGoesOnFromImportedTrials() throws IOException {
    Definition definition = StudyProcess.definition("b");
    Files.writeString(file(), "loss,state,x,n\n0.5,,0.25,4\n,failed,1,2\n0.75,complete,-1,8\n");
    StudyTable table = TrialCsv.read(file(), "b", definition);
    var store = new MemoryStore();
    store.append("b", table.events());

    try (Study study = StudyProcess.open(store, "b")) {
      assertEquals(table.trials(), study.history().trials());
      var blobs = new Blobs(folder.resolve("checkpoints"));
      study.run(
          trial -> StudyProcess.evaluate(trial, blobs, 0, _ -> {}), new RunOptions().withJobs(2));

      assertEquals(table.trials().getFirst(), study.history().trials().getFirst());
      assertEquals(16, study.history().trials().size());
    }
    assertEquals(
        Optional.empty(),
        StudyProcess.difference(store.read("b", 0).stream().map(StudyStore.Entry::event).toList()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"event":"reported","work":0,"step":1,"value":0.5} | expected a study that is opened
          {"event":"tested"} | line 1: event
          {"event":"gone"} | line 1: event
          nothing | line 1: json
          {"shift":0,"attempt":1,"worker":"a","from":"noon","to":"noon"} | line 1: shift.from: expected a time
          """)
  void aWrongLineIsNamed(String line, String message) throws IOException {
    Files.writeString(file(), line + "\n");

    var wrong = assertThrows(IllegalArgumentException.class, () -> EventLines.read(file()));

    assertTrue(wrong.getMessage().contains(message), wrong::getMessage);
  }

  @Test
  void aLineThatIsThereTwiceIsNamed() throws IOException {
    List<Event> events = study();
    List<Event> twice = List.of(events.getFirst(), events.getFirst());
    EventLines.write(file(), new EventLines.Content(twice, List.of()));

    var wrong = assertThrows(IllegalArgumentException.class, () -> EventLines.read(file()));

    assertEquals(
        file() + ", line 2: event: expected one of opened, but got another", wrong.getMessage());
    assertThrows(StoreException.class, () -> EventLines.read(folder.resolve("absent")));
  }

  private static Definition definition() {
    return new Definition(
        List.of(new Goal("loss", Direction.MINIMIZE)),
        Space.EMPTY
            .with("rate", new Param.Log(1e-4, 1))
            .with("units", new Param.PowerOfTwo(16, 64))
            .with("words", new Param.Choice(List.of("a,b", "say \"x\"", "two\nlines", "\""))),
        "random",
        "none",
        "trials(3)",
        7,
        1,
        new LinkedHashMap<>());
  }

  private static TrialRecord trial(int number, String word, TrialState state) {
    var values = new LinkedHashMap<String, Value>();
    values.put("rate", Value.of(0.1 + number / 3.0));
    if (number != 1) {
      values.put("units", Value.of(32));
    }
    values.put("words", Value.of(word));
    List<Double> found = state == TrialState.COMPLETE ? List.of(number / 7.0) : List.of();
    return new TrialRecord(
        number, Configuration.of(values), state, 1, found, number, List.of(), List.of());
  }

  private static StudyTable table() {
    return new StudyTable(
        "a",
        definition(),
        List.of(
            trial(0, "a,b", TrialState.COMPLETE),
            trial(1, "say \"x\"", TrialState.STOPPED),
            trial(2, "two\nlines", TrialState.COMPLETE)));
  }

  @Test
  void aTableComesBackAsItWas() throws IOException {
    TrialCsv.write(file(), table());

    assertEquals(
        """
        number,state,loss,violation,steps,rate,units,words
        0,complete,0.0,0.0,,0.1,32,"a,b"
        1,stopped,,1.0,,0.43333333333333335,,"say ""x\"""
        2,complete,0.2857142857142857,2.0,,0.7666666666666666,32,"two
        lines"
        """,
        Files.readString(file()));
    assertEquals(table(), TrialCsv.read(file(), "a", definition()));
  }

  @Test
  void aTableOfAnotherProgramIsRead() throws IOException {
    Files.writeString(file(), "loss,words,rate\r\n1.5,\"\"\"\",0.5\r\n2,\"a,b\",0.25");

    List<TrialRecord> trials = TrialCsv.read(file(), "a", definition()).trials();

    assertEquals(2, trials.size());
    assertEquals(List.of(1.5), trials.getFirst().values());
    assertEquals(
        Configuration.of(Map.of("words", Value.of("\""), "rate", Value.of(0.5))),
        trials.getFirst().configuration());
    assertEquals("a,b", trials.getLast().configuration().word("words"));
    StudyState state = StudyState.of(new StudyTable("a", definition(), trials).events());
    assertEquals(trials, state.history().trials());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          loss,color;1,2 | row 1: header: expected columns among
          rate;1 | row 1: header: expected a column loss
          loss,loss;1,2 | row 1: header: expected different columns
          loss,rate;1,2 | row 1: rate: expected one of Log
          loss,rate;1,x | row 1: rate: expected a number, but got 'x'
          loss,rate;1,0.5;x,0.5 | row 2: loss: expected a number
          loss,rate;1 | row 1: expected 2 cells, but got 1
          loss,state;1,gone | row 1: state: expected one of
          loss,words;1,'"a"b' | row 1: expected fields as in RFC 4180, but got: Unexpected character after closing quote
          """,
      quoteCharacter = '\'')
  void aWrongCellIsNamed(String text, String message) throws IOException {
    Files.writeString(file(), text.replace(';', '\n').replace("'", "") + "\n");

    var wrong =
        assertThrows(
            IllegalArgumentException.class, () -> TrialCsv.read(file(), "a", definition()));

    assertTrue(wrong.getMessage().startsWith(file() + ", " + message), wrong::getMessage);
  }

  @Test
  void rowsEndWhereTheyShould() throws IOException {
    Files.writeString(file(), "words,loss\r\n\"two\nlines\",1\r\n\r\n\"a,b\",2\n\n\"\"\"\",3");

    List<TrialRecord> trials = TrialCsv.read(file(), "a", definition()).trials();

    assertEquals(
        List.of("two\nlines", "a,b", "\""),
        trials.stream().map(it -> it.configuration().word("words")).toList());
    assertEquals(List.of(3.0), trials.getLast().values());
  }
}
