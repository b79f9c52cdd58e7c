package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.train.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Findings of settings: those of options that change nothing, and none for the defaults.
class LintTest {
  private static List<Finding> lint(String... changes) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      all.put(changes[i], changes[i + 1]);
    }
    return Experiment.lint(SettingsFile.of("iris", all));
  }

  private static List<String> optimizers() {
    return Optimizers.names();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theDefaultsOfEveryOptimizerHaveNoFindings(String name) {
    assertEquals(List.of(), lint("optimizer", name));
    assertEquals(List.of(), lint("optimizer", name, "hidden", "none"));
    assertEquals(List.of(), lint("optimizer", name, "clip-norm", "1"));
  }

  @Test
  void whatIsForHiddenLayersWithoutOne() {
    List<String> found =
        lint("hidden", "none", "dropout", "0.2", "activation", "tanh").stream()
            .map(Finding::what)
            .toList();

    assertEquals(
        List.of("activation is tanh and has no effect", "dropout is 0.2 and has no effect"), found);
    assertEquals(List.of(), lint("hidden", "8", "dropout", "0.2", "activation", "tanh"));
  }

  private static List<String> rules(String... changes) {
    return lint(changes).stream().map(Finding::rule).toList();
  }

  /// A pitfall: lengths are epochs, and a number of steps was given.
  @Test
  void aWarmUpInEpochsThatWasMeantInSteps() {
    assertEquals(
        List.of("warm-up-too-long"), rules("schedule", "warmup:500+cosine", "epochs", "300"));
    assertEquals(List.of(), rules("schedule", "warmup:50st+cosine", "epochs", "300"));
  }

  /// A pitfall: a staircase for another number of epochs.
  @Test
  void aStaircaseThatWasMadeForALongerRun() {
    String stairs = "staircase-at:0.1:30,60,90";
    assertEquals(List.of("rate-never-falls"), rules("schedule", stairs, "epochs", "30"));
    assertEquals(List.of("milestone-behind-the-end"), rules("schedule", stairs, "epochs", "80"));
    assertEquals(List.of(), rules("schedule", stairs, "epochs", "100"));
  }

  /// A pitfall: 1e-8 inside of a root is 1e-4 outside of it, so a usual ε of one framework rules in
  /// another.
  @Test
  void anEpsilonThatIsInsideOfTheRoot() {
    assertEquals(
        List.of("epsilon-rules"),
        rules("optimizer", "rmsprop", "epsilon", "1e-3", "dialect", "textbook"));
    assertEquals(List.of(), rules("optimizer", "rmsprop", "epsilon", "1e-3", "dialect", "pytorch"));
  }
}
