package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `resume RUN --epochs N --schedule CHOICE`.
class PlanExtensionTest {
  @TempDir private Path folder;

  /// Rates of epochs 0 to 2 are 0.04, 0.02 and 0.01.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hold; 0.04, 0.02, 0.01",
        "append; 0.04, 0.02, 0.01, 0.04, 0.02, 0.01",
        "stretch; 0.04, 0.02, 0.01, 0.02, 0.01"
      })
  void theRatesAreThoseOfTheHelpAndTheSettingsGiveTheSameBits(String how, String expected) {
    RunSettings settings =
        Trained.settings(
            "schedule", "exponential:0.5", "learning-rate", "0.04", "dropout", "0.2", "seed", "3");
    Path run = folder.resolve("run");
    Trained.run(settings, run);

    Summary extended = Trained.extended(run, 6, how);
    Summary straight =
        Trained.run(
            SettingsFile.read(new RunFolder(run).settings(), Map.of()), folder.resolve("straight"));

    List<Double> rates = rates(run);
    List<Double> wanted = List.of(expected.split(", ")).stream().map(Double::parseDouble).toList();
    assertEquals(wanted, rates.stream().map(rate -> Math.round(rate * 1e9) / 1e9).toList());
    assertEquals(Trained.hash(straight), Trained.hash(extended));
    assertEquals(rates(folder.resolve("straight")), rates(run));
    assertEquals(6, extended.json().path("epochs").asInt());
  }

  /// The rates one after the other, each as long as it stays.
  private static List<Double> rates(Path run) {
    List<Double> all = new ArrayList<>();
    RunLog.lines(new RunFolder(run).metrics()).stream()
        .filter(line -> line.path("interval").asString().equals("step"))
        .map(line -> line.path("learning_rate").asDouble())
        .filter(rate -> all.isEmpty() || !all.getLast().equals(rate))
        .forEach(all::add);
    return all;
  }

  @Test
  void aRunThatIsExtendedTwiceEqualsTheSettingsThatItLeaves() {
    Path run = folder.resolve("run");
    Trained.run(Trained.settings("schedule", "inverse-time:0.5"), run);

    Trained.extended(run, 5, "append");
    Summary twice = Trained.extended(run, 8, "stretch");

    RunSettings left = SettingsFile.read(new RunFolder(run).settings(), Map.of());
    assertEquals("inverse-time:0.5 +append@3-5 +stretch@5-8", left.schedule());
    assertEquals(Trained.hash(twice), Trained.hash(Trained.run(left, folder.resolve("again"))));
  }

  /// Of a run that ended early the best epoch is in the model, and what goes on is the last one.
  @Test
  void aLongerPlanKeepsToPatience() {
    Path run = folder.resolve("run");
    RunSettings settings =
        Trained.settings("patience", "2", "epochs", "60", "learning-rate", "0.3", "seed", "1");
    Summary early = Trained.run(settings, run);

    Summary extended = Trained.extended(run, 90, "hold");

    assertEquals("completed", early.status());
    assertNotEquals(60, early.json().path("epochs").asInt(), "patience ran out");
    assertEquals(Trained.hash(early), Trained.hash(extended));
  }

  private String refusal(Path run, Optional<Integer> epochs, Optional<String> schedule) {
    return assertThrows(
            IllegalArgumentException.class, () -> Trained.resume(run, epochs, schedule).close())
        .getMessage();
  }

  @Test
  void halfAChoiceAndShorterPlansAreRefused() throws IOException {
    Path run = folder.resolve("run");
    Trained.run(Trained.settings(), run);
    String before = Files.readString(run.resolve("run.yaml"));

    assertEquals(
        "schedule: expected it together with epochs, but got it alone — help: add --epochs N",
        refusal(run, Optional.empty(), Optional.of("hold")));
    assertEquals(
        "schedule: expected stretch, hold or append to go with epochs=9, but got none — help: hold"
            + " keeps the last learning rate, append begins the schedule anew, stretch draws it out"
            + " over the longer plan",
        refusal(run, Optional.of(9), Optional.empty()));
    assertEquals(
        "epochs: expected more than the 3 of the run, but got 3",
        refusal(run, Optional.of(3), Optional.of("hold")));
    assertEquals(
        "schedule: expected one of the extensions stretch, hold, append, but got 'hald' — help: did"
            + " you mean 'hold'?",
        refusal(run, Optional.of(9), Optional.of("hald")));
    assertEquals(before, Files.readString(run.resolve("run.yaml")));
    assertEquals(Trained.hash(Trained.resumed(run)), Trained.hash(Trained.resumed(run)));
  }
}
