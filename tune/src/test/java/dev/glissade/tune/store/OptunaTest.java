package dev.glissade.tune.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Definition;
import dev.glissade.tune.Derived;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Goal;
import dev.glissade.tune.Param;
import dev.glissade.tune.Report;
import dev.glissade.tune.Shift;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import dev.glissade.tune.analysis.Timeline;
import dev.glissade.tune.analysis.Timeline.Lifetime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What Optuna gets from us.
class OptunaTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.5Z");

  /// As Python writes a time.
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  @TempDir private Path folder;

  static String resource(String name) throws IOException {
    try (InputStream in = OptunaTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void trialsAtOnceNeedSeveralWorkers() {
    Map<Integer, Lifetime> lifetimes =
        Map.of(0, life(0, 4), 1, life(1, 2), 2, life(2, 9), 3, life(4, 5), 4, life(4.5, 6));

    List<Shift> shifts = ours().withLifetimes(lifetimes).shifts();

    assertEquals(List.of(0L, 1L, 2L, 3L, 4L), shifts.stream().map(Shift::work).toList());
    assertEquals(
        List.of("imported-0", "imported-1", "imported-1", "imported-0", "imported-2"),
        shifts.stream().map(Shift::worker).toList());
    Timeline timeline = Timeline.of(ours().events(), shifts);
    assertEquals(lifetimes, timeline.lifetimes());
  }

  private static Lifetime life(double from, double to) {
    return new Lifetime(NOON.plusMillis((long) (1000 * from)), NOON.plusMillis((long) (1000 * to)));
  }

  private static Space space() {
    return Space.EMPTY
        .with("rate", new Param.Log(1e-4, 1e-1))
        .with("beta", new Param.LogOneMinus(0.9, 0.999))
        .with("dropout", new Param.Stepped(0, 0.5, 0.1))
        .with("shift", new Param.Uniform(-1, 1))
        .with("layers", new Param.Whole(1, 6, 2))
        .with("units", new Param.LogWhole(4, 512))
        .with("batch", new Param.PowerOfTwo(16, 256))
        .with("optimizer", new Param.Choice(List.of("adam", "sgd")))
        .with("level", new Param.Ordinal(List.of("low", "high")))
        .with("seed", new Param.Fixed(Value.of(3)));
  }

  private static StudyTable ours() {
    var values = new LinkedHashMap<String, Value>();
    values.put("rate", Value.of(0.01));
    values.put("beta", Value.of(0.99));
    values.put("dropout", Value.of(0.1 + 0.2));
    values.put("shift", Value.of(-0.25));
    values.put("layers", Value.of(3));
    values.put("units", Value.of(100));
    values.put("batch", Value.of(64));
    values.put("optimizer", Value.of("sgd"));
    values.put("level", Value.of("high"));
    values.put("seed", Value.of(3));
    Configuration all = Configuration.of(values);
    values.remove("beta");
    Configuration some = Configuration.of(values);
    List<Report> reports = List.of(new Report(1, 0.5), new Report(2, Double.NaN));
    var definition =
        new Definition(
            List.of(new Goal("validation.accuracy", Direction.MAXIMIZE)),
            space(),
            "random",
            "none",
            "trials(3)",
            7,
            1,
            new LinkedHashMap<>());
    return new StudyTable(
        "ours",
        definition,
        List.of(
            trial(0, all, TrialState.COMPLETE, List.of(0.75), reports),
            trial(1, some, TrialState.STOPPED, List.of(), reports),
            trial(2, some, TrialState.PAUSED, List.of(), reports),
            trial(3, all, TrialState.FAILED, List.of(), List.of()),
            trial(4, some, TrialState.COMPLETE, List.of(0.875), List.of())));
  }

  private static TrialRecord trial(
      int number,
      Configuration configuration,
      TrialState state,
      List<Double> values,
      List<Report> reports) {
    long until = Math.max(1, reports.size());
    return new TrialRecord(
        number, configuration, state, until, values, number / 8.0, reports, List.of());
  }

  private Path export(String kind, StudyTable table) {
    Path file = folder.resolve(kind);
    if (kind.equals("sqlite")) {
      Optuna.writeSqlite(file, table, NOON);
    } else {
      Optuna.writeJournal(file, table, NOON);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void whatIsWrittenIsReadAgain(String kind) throws IOException {
    StudyTable table = ours().withLifetimes(Map.of(0, life(-3, -1), 2, life(-2, 0.25)));

    StudyTable again = Optuna.read(export(kind, table), "ours");

    assertEquals(
        Map.of(0, life(-3, -1), 1, life(0, 0), 2, life(-2, 0.25), 3, life(0, 0), 4, life(0, 0)),
        again.lifetimes());

    assertEquals(table.definition().goals(), again.definition().goals());
    assertEquals(
        List.copyOf(space().dimensions()), List.copyOf(again.definition().space().dimensions()));
    assertEquals(table.trials(), again.trials());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
    var refused = assertThrows(IllegalArgumentException.class, () -> export(kind, table));
    assertTrue(refused.getMessage().startsWith("export: expected a new file"));
  }

  @Test
  void whatFollowsIsLeftOutAndWhatIsUnknownNowIsKept() {
    Space space =
        Space.EMPTY.with("units", new Param.Whole(1, 4, 1)).with(new Derived("half", 0.5, "units"));
    StudyTable table = ours();
    Configuration wide = space.derive(Configuration.of(Map.of("units", Value.of(8))));
    StudyTable narrowed =
        new StudyTable(
            "ours",
            table.definition().withSpace(space),
            List.of(trial(0, wide, TrialState.COMPLETE, List.of(0.5), List.of())));

    StudyTable again = Optuna.read(export("journal", narrowed), "ours");

    assertEquals(
        Configuration.of(Map.of("units", Value.of(8))), again.trials().getFirst().configuration());
    assertEquals(Space.EMPTY.with("units", new Param.Whole(8, 8, 1)), again.definition().space());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void optunaReadsWhatIsWritten(String kind) throws IOException, InterruptedException {
    String python = System.getProperty("glissade.python");
    assumeTrue(python != null, "skipped, because no -Dglissade.python with Optuna was given");
    Path file = export(kind, ours().withLifetimes(Map.of(0, life(-3, -1), 1, life(-2, 0.25))));
    Path script = Files.writeString(folder.resolve("read.py"), resource("optuna-read.py"));
    Path output = folder.resolve("output");

    Process process =
        new ProcessBuilder(python, script.toString(), kind, file.toString())
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();

    assertEquals(0, process.waitFor(), Files.readString(folder.resolve("errors")));
    JsonNode read = new ObjectMapper().readTree(Files.readString(output));
    // Trial 4 is better, but breaks its constraint.
    assertEquals(0.75, read.path("best_value").doubleValue());
    assertEquals(0, read.path("best_trial").intValue());
    assertEquals("MAXIMIZE", read.path("direction").stringValue());
    assertEquals(
        "[\"COMPLETE\",\"PRUNED\",\"PRUNED\",\"FAIL\",\"COMPLETE\"]",
        read.path("states").toString());
    assertEquals(
        "{\"rate\":0.01,\"beta\":0.99,\"dropout\":0.30000000000000004,\"shift\":-0.25,"
            + "\"layers\":3,\"units\":100,\"batch\":64,\"optimizer\":\"sgd\",\"level\":\"high\","
            + "\"seed\":3}",
        read.path("params").toString());
    assertEquals("{\"1\":0.5,\"2\":\"nan\"}", read.path("reports").toString());
    assertEquals("[0.5]", read.path("constraints").toString());
    assertEquals("[\"validation.accuracy\"]", read.path("metric_names").toString());
    // Optuna too takes what a pruned trial last reported for its value, if it is a number.
    assertEquals("[[0.75],null,null,null,[0.875]]", read.path("values").toString());
    assertPlots(read);
    // Optuna goes on with it, and its own sampler knows the trials.
    assertEquals(6, read.path("trials_after").intValue());
    assertTrue(read.path("importances").size() > 0);
  }

  /// The plots that plotly has drawn, where it is there.
  private static void assertPlots(JsonNode read) {
    if (!read.has("plots")) {
      return;
    }
    read.path("plots")
        .forEachEntry((name, size) -> assertTrue(size.intValue() > 0, () -> name + " is empty"));
    assertEquals(9, read.path("plots").size());
    assertEquals("[[0,0.75]]", read.path("history").toString());
    JsonNode bars = read.path("timeline");
    assertEquals(bar(0, life(-3, -1)), bars.path("COMPLETE").path(0).toString());
    assertEquals(bar(1, life(-2, 0.25)), bars.path("PRUNED").path(0).toString());
    assertEquals(bar(4, life(0, 0)), bars.path("INFEASIBLE").path(0).toString());
    assertEquals(1, bars.path("FAIL").size());
  }

  private static String bar(int trial, Lifetime lifetime) {
    LocalDateTime from = LocalDateTime.ofInstant(lifetime.from(), ZoneId.systemDefault());
    double milliseconds = Duration.between(lifetime.from(), lifetime.to()).toMillis();
    return "[" + trial + ",\"" + from.format(ISO) + "\"," + milliseconds + "]";
  }
}
