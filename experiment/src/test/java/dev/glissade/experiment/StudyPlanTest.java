package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyPlanTest {
  @TempDir private Path folder;

  private static StudyPlan plan(Map<String, String> training, Map<String, String> study) {
    return StudyPlan.of("iris", "test", new StudyChanges(training, study, new LinkedHashMap<>()));
  }

  private static StudyPlan tuned(String... forms) {
    return StudyPlan.of(
        "iris", "test", new StudyChanges(Map.of(), Map.of(), SpaceForm.forms(List.of(forms))));
  }

  private static List<String> names(StudyPlan plan) {
    return plan.settings().space().dimensions().stream().map(Space.Dimension::name).toList();
  }

  @Test
  void tiersAddParametersInTheOrderOfTheirImportance() {
    assertEquals(List.of("learning-rate"), names(plan(Map.of(), Map.of("space", "rate"))));
    assertEquals(List.of("learning-rate", "units", "batch-size"), names(plan(Map.of(), Map.of())));
    assertEquals(
        List.of("learning-rate", "beta", "units", "batch-size"),
        names(plan(Map.of("optimizer", "momentum"), Map.of())));
    assertEquals(
        List.of("learning-rate", "units", "batch-size", "layers", "decay"),
        names(plan(Map.of(), Map.of("space", "wide"))));
    assertEquals(
        List.of(
            "learning-rate",
            "units",
            "batch-size",
            "layers",
            "decay",
            "beta1",
            "beta2",
            "epsilon",
            "dropout",
            "l2"),
        names(plan(Map.of(), Map.of("space", "all"))));
  }

  @Test
  void theRateIsLogarithmicAndBetaIsSoInItsDistanceToOne() {
    StudyPlan plan = plan(Map.of("optimizer", "momentum"), Map.of());

    assertEquals(new Param.Log(1e-4, 0.1), plan.settings().space().dimensions().getFirst().param());
    assertEquals(
        new Param.LogOneMinus(0.9, 0.999), plan.settings().space().dimensions().get(1).param());
  }

  @Test
  void whatAPersonSetsDoesNotVary() {
    assertEquals(
        List.of("units", "batch-size"), names(plan(Map.of("learning-rate", "0.01"), Map.of())));
    assertEquals(
        List.of("learning-rate", "batch-size"), names(plan(Map.of("hidden", "8"), Map.of())));
  }

  @Test
  void theTestPartIsNotThere() {
    StudyPlan plan = plan(Map.of(), Map.of());

    assertTrue(plan.splits().test().isEmpty());
    assertEquals(120, plan.splits().train().size());
    assertEquals(15, plan.splits().validation().size());
  }

  @Test
  void aResolvedFileSaysEverythingAndStaysAsItIs() throws IOException {
    StudyPlan first = plan(Map.of("optimizer", "momentum"), Map.of("space", "wide", "time", "90m"));
    Path file = folder.resolve("study.yaml");
    String written = StudySettingsFile.write(first.settings());
    Files.writeString(file, written);

    assertEquals(written, StudySettingsFile.write(StudySettingsFile.read(file)));
    var nothing = new StudyChanges(Map.of(), Map.of(), new LinkedHashMap<>());
    StudyPlan again = StudyPlan.read(file, "other", nothing);
    assertEquals(written, StudySettingsFile.write(again.settings()));
    assertTrue(written.contains("fingerprint: \""), written);
    assertTrue(written.contains("epochs: \"345\""), written);
    assertFalse(written.contains("learning-rate: 0"), written);
  }

  @Test
  void whereTheOptimizerVariesItsUsualRateIsThatOfEachTrial() {
    StudyPlan plan = tuned("optimizer=choice:adam|momentum");

    TrialSettings trainings = plan.settings().trainings();

    assertEquals(
        RunSettings.defaults("momentum", "64").learningRate(),
        trainings.of(Configuration.EMPTY.with("optimizer", Value.of("momentum"))).learningRate());
    assertEquals(
        RunSettings.defaults("adam", "64").learningRate(),
        trainings.of(Configuration.EMPTY.with("optimizer", Value.of("adam"))).learningRate());
  }

  @Test
  void unitsLayersAndDecayArePartsOfSettings() {
    TrialSettings trainings =
        tuned("units=whole:8..64/8", "layers=whole:0..3", "decay=log:0.01..1")
            .settings()
            .trainings();

    RunSettings deep =
        trainings.of(
            Configuration.EMPTY
                .with("units", Value.of(16))
                .with("layers", Value.of(3))
                .with("decay", Value.of(0.25)));

    assertEquals(List.of(16, 16, 16), deep.hidden());
    assertEquals("inverse-time:0.25", deep.schedule());
    assertEquals(List.of(), trainings.of(with("layers", 0)).hidden());
    assertEquals(List.of(128, 128), trainings.of(with("layers", 2)).hidden());
    assertEquals(List.of(8), trainings.of(with("units", 8)).hidden());
  }

  private static Configuration with(String name, long value) {
    return Configuration.EMPTY.with(name, Value.of(value));
  }

  @Test
  void theSeedOfASearchIsThatOfTheStudyAndRepeatsHaveOthers() {
    assertEquals(7, TrialSettings.seed(7, 0));
    assertTrue(TrialSettings.seed(7, 1) != TrialSettings.seed(7, 2));
    assertTrue(TrialSettings.seed(7, 1) != TrialSettings.seed(8, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "learning-rte=log:1e-4..1e-1; did you mean 'learning-rate'?",
        "epochs=whole:1..9; space: expected parameters that may differ between trials, but got"
            + " epochs",
        "seed=whole:1..9; space: expected parameters that may differ",
        "dropout=uniform:0..1; space: dropout: expected at least 0 and below 1, but got 1.0",
        "learning-rate=uniform:0..1; space: learning-rate: expected a finite number above 0",
        "batch-size=choice:16|many; space: batch-size:",
        "beta=uniform:0..0.9; space: beta: expected settings that adam reads",
        "optimizer=choice:adam|adm; did you mean 'adam'?"
      })
  void wrongParametersAreRefused(String form, String part) {
    String message = assertThrows(IllegalArgumentException.class, () -> tuned(form)).getMessage();

    assertTrue(message.contains(part.strip()), message);
  }

  @Test
  void aSettingVariesOnce() {
    assertEquals(
        "space: expected hidden or units, but got both",
        assertThrows(
                IllegalArgumentException.class,
                () -> tuned("hidden=choice:8|16", "units=whole:8..16"))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "trials; 0; trials: expected 1 to 1000000, but got 0",
        "trials; many; trials: expected a whole number, but got 'many'",
        "time; 5; time: expected a length of time such as 90s",
        "jobs; 0; jobs: expected 1 to 1024, but got 0",
        "lag; -1; lag: expected 0 to 1024, but got -1",
        "goals; validation.acuracy; did you mean 'validation.accuracy'?",
        "goals; validation.rmse; expected one of the metrics validation.accuracy",
        "space; wiede; did you mean 'wide'?",
        "retest-after; soon; retest-after: expected a length of time"
      })
  void wrongSettingsAreRefused(String name, String value, String part) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> plan(Map.of(), Map.of(name, value.strip())))
            .getMessage();

    assertTrue(message.contains(part.strip()), message);
  }

  @Test
  void trainingsNeedAValidationPartAndBatchesOfOneSize() {
    assertEquals(
        "validation: expected above 0 in a study, but got 0.0",
        assertThrows(
                IllegalArgumentException.class, () -> plan(Map.of("validation", "0"), Map.of()))
            .getMessage());
    assertEquals(
        "batch-size: expected a number or full in a study, but got auto",
        assertThrows(
                IllegalArgumentException.class, () -> plan(Map.of("batch-size", "auto"), Map.of()))
            .getMessage());
  }

  @Test
  void aFileIsCheckedWithItsName() throws IOException {
    Path file = folder.resolve("study.yaml");
    var nothing = new StudyChanges(Map.of(), Map.of(), new LinkedHashMap<>());
    Files.writeString(file, "training:\n  data: iris\nepochs: 3\n");

    String misplaced =
        assertThrows(IllegalArgumentException.class, () -> StudyPlan.read(file, "s", nothing))
            .getMessage();

    assertTrue(misplaced.startsWith(file + ": study: expected one of the settings"), misplaced);
    assertTrue(misplaced.endsWith("help: settings of trainings go under training"), misplaced);
    Files.writeString(file, "trials: 3\n");
    assertEquals(
        file + ": training: expected settings, at least data, but got none",
        assertThrows(IllegalArgumentException.class, () -> StudyPlan.read(file, "s", nothing))
            .getMessage());
  }

  @Test
  void schedulersGetTheNumbersThatTheStudyHas() {
    assertEquals(
        "with-repeats(trials(60,until=345),leaders=5,seeds=3)",
        Strategies.of(plan(Map.of(), Map.of()).settings()).scheduler().describe());
    assertEquals(
        "asha-promote(12,minimum=2,maximum=27,factor=4)",
        Strategies.of(
                plan(
                        Map.of("epochs", "27"),
                        Map.of(
                            "scheduler", "asha-promote(minimum=2)", "trials", "12", "leaders", "0"))
                    .settings())
            .scheduler()
            .describe());
  }
}
