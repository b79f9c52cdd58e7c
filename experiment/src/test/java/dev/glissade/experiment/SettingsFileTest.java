package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SettingsFileTest {
  /// Texts that YAML would take for something else.
  static final List<String> HOSTILE =
      List.of(
          "plain",
          "true",
          "null",
          "~",
          "yes",
          "1e3",
          "+1e-3",
          ".5e1",
          ".nan",
          "-.inf",
          "1_000",
          "0o17",
          "0x10",
          "123",
          "1.0",
          "- a",
          "a: b",
          "a #b",
          "#x",
          "& *",
          "!!int 3",
          "'quoted'",
          "\"both\"",
          "ü\u2028\n\t",
          "{a}",
          "[a]",
          "%",
          "@",
          " outer ",
          "---",
          "2024-01-01");

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("run.yaml"), text);
  }

  private RunSettings read(String text) throws IOException {
    return SettingsFile.read(file(text), Map.of());
  }

  private String refusal(String text) throws IOException {
    Path file = file(text);
    String message =
        assertThrows(IllegalArgumentException.class, () -> SettingsFile.read(file, Map.of()))
            .getMessage();
    return message.replace(folder + "/", "");
  }

  private static RunSettings unusual(String text) {
    return new RunSettings(
        text,
        Optional.of("ab12"),
        Optional.of(text),
        List.of(text, "b, c", "3"),
        Optional.of("regression"),
        List.of(3, 5),
        "gelu-tanh",
        "batch",
        "exact-at-end",
        true,
        0.1,
        "huber:0.25",
        0.05,
        "linear:0.5 +hold@30-60",
        0,
        0,
        1e-300,
        1e-5,
        3,
        1.0 / 3,
        "muon",
        1e-3,
        0.5,
        0.25,
        0.125,
        1e-7,
        "pytorch",
        Optional.of(text),
        "inverse-time:0.1 +hold@30-60",
        "decay:0.5,1:0@3",
        "full",
        4,
        "ema:0.5:0.75",
        "auto",
        0.125,
        0,
        "4",
        "0.5%",
        "last",
        1e9,
        "0.3:0.6",
        "quarantine:30:9",
        "7s",
        "last:3,best:2,every:0",
        Long.MIN_VALUE,
        3);
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void allSettingsComeBackWhateverTheTexts(String text) throws IOException {
    RunSettings settings = unusual(text);

    assertEquals(settings, read(SettingsFile.write(settings)));
    assertEquals(settings, SettingsFile.with(settings, Map.of()));
  }

  @Test
  void whatIsNotSaidHasItsDefault() throws IOException {
    RunSettings settings = read("data: iris\noptimizer: momentum\n");

    assertEquals(RunSettings.defaults("momentum", "64").learningRate(), settings.learningRate());
    assertEquals(List.of(128), settings.hidden());
    assertEquals(Optional.empty(), settings.target());
    assertEquals(List.of(), settings.ignore());
    assertEquals("batch", settings.norm());
    assertEquals("auto", settings.loss());
  }

  @Test
  void aSettingThatTheOptimizerDoesNotReadIsRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> SettingsFile.of("iris", Map.of("optimizer", "adam", "beta", "0.9")))
            .getMessage();

    assertEquals(
        "beta: expected settings that adam reads (learning-rate, beta1, beta2, epsilon), but got"
            + " beta, which it does not",
        message);
  }

  @Test
  void aFileMayHoldUsualValuesThatAreNotRead() throws IOException {
    assertEquals(0.9, read("data: iris\noptimizer: adam\nbeta: 0.9\n").beta());
    assertThrows(
        IllegalArgumentException.class, () -> read("data: iris\noptimizer: adam\nbeta: 0.5\n"));
  }

  @Test
  void anotherOptimizerForgetsWhatOnlyTheFirstRead() {
    RunSettings yogi = SettingsFile.of("iris", Map.of("optimizer", "yogi", "beta1", "0.5"));
    RunSettings momentum = SettingsFile.with(yogi, Map.of("optimizer", "momentum"));

    assertEquals(RunSettings.defaults("momentum", "64").beta1(), momentum.beta1());
    assertEquals(RunSettings.defaults("momentum", "64").epsilon(), momentum.epsilon());
  }

  @Test
  void numbersMayBeWrittenInSeveralWays() throws IOException {
    RunSettings settings =
        read(
            """
            data: iris
            learning-rate: 1e-3
            l2: '0.5'
            dropout: .5
            seed: "12"
            batch-size: 16
            epochs: "9"
            patience: 2
            """);

    assertEquals(0.001, settings.learningRate());
    assertEquals(0.5, settings.l2());
    assertEquals(0.5, settings.dropout());
    assertEquals(12, settings.seed());
    assertEquals("16", settings.batchSize());
    assertEquals("9", settings.epochs());
  }

  @Test
  void listsMayBeWrittenInSeveralWays() throws IOException {
    for (String hidden : List.of("[128, 64]", "128,64", "'128, 64'", "\n- 128\n- 64")) {
      assertEquals(List.of(128, 64), read("data: iris\nhidden: " + hidden + "\n").hidden(), hidden);
    }
    assertEquals(List.of(128), read("data: iris\nhidden: 128\n").hidden());
    assertEquals(List.of(), read("data: iris\nhidden: none\n").hidden());
    assertEquals(List.of(), read("data: iris\nhidden: []\n").hidden());
    for (String ignore : List.of("[name, ticket]", "name,ticket", "name, ticket")) {
      assertEquals(
          List.of("name", "ticket"), read("data: iris\nignore: " + ignore + "\n").ignore(), ignore);
    }
    assertEquals(List.of("a,b", "2"), read("data: iris\nignore: ['a,b', 2]\n").ignore());
    assertEquals(List.of(), read("data: iris\nignore: none\n").ignore());
  }

  @Test
  void optionsGoBeforeTheFile() throws IOException {
    Path file = file("data: iris\nepochs: 3\nhidden: [4]\n");

    RunSettings settings = SettingsFile.read(file, Map.of("epochs", "5", "ignore", "a, b"));

    assertEquals("5", settings.epochs());
    assertEquals(List.of(4), settings.hidden());
    assertEquals(List.of("a", "b"), settings.ignore());
  }

  @Test
  void batchNormIsAnotherNameOfANormalisation() throws IOException {
    assertEquals("batch", read("data: iris\nbatch-norm: true\n").norm());
    assertEquals("none", read("data: iris\nbatch-norm: false\n").norm());
    assertEquals("none", read("data: iris\nbatch-size: 1\n").norm());
    Path layer = file("data: iris\nnorm: layer\n");
    assertEquals("none", SettingsFile.read(layer, Map.of("batch-norm", "false")).norm());
    assertEquals("rms", SettingsFile.read(layer, Map.of("norm", "rms")).norm());
    Path old = file("data: iris\nbatch-norm: false\n");
    assertEquals("group", SettingsFile.read(old, Map.of("norm", "group")).norm());
    assertEquals(
        "run.yaml: batch-norm: expected norm or batch-norm, but got both",
        refusal("data: iris\nbatch-norm: true\nnorm: batch\n"));
  }

  @Test
  void wrongNamesAndValuesAreNamedWithTheirFile() throws IOException {
    assertTrue(
        refusal("data: iris\nlearning-rat: 1\n")
            .startsWith(
                "run.yaml: expected one of the settings data, fingerprint, target, ignore,"),
        refusal("data: iris\nlearning-rat: 1\n"));
    assertEquals(
        "run.yaml: epochs: expected a word, but got 'true'", refusal("data: iris\nepochs: true\n"));
    assertEquals(
        "run.yaml: seed: expected a whole number, but got '1.5'",
        refusal("data: iris\nseed: 1.5\n"));
    assertEquals(
        "run.yaml: threads: expected a whole number, but got '3000000000'",
        refusal("data: iris\nthreads: 3000000000\n"));
    assertEquals(
        "run.yaml: dropout: expected a number, but got 'much'",
        refusal("data: iris\ndropout: much\n"));
    assertEquals(
        "run.yaml: dropout: expected at least 0 and below 1, but got NaN",
        refusal("data: iris\ndropout: NaN\n"));
    assertTrue(refusal("data: iris\ndropout: .nan\n").startsWith("run.yaml:2:"));
    assertEquals(
        "run.yaml: batch-norm: expected true or false, but got 'yes'",
        refusal("data: iris\nbatch-norm: yes\n"));
    assertEquals(
        "run.yaml: hidden: expected whole numbers, but got '1.5'",
        refusal("data: iris\nhidden: [1.5]\n"));
    assertEquals(
        "run.yaml: hidden: expected whole numbers such as 128,64, or none, but got '12x'",
        refusal("data: iris\nhidden: 12x\n"));
    assertEquals(
        "run.yaml: ignore: expected names, but got [\"a\"]",
        refusal("data: iris\nignore: [[a]]\n"));
    assertEquals(
        "run.yaml: ignore: expected names of columns, but got [a, ]",
        refusal("data: iris\nignore: 'a,'\n"));
    assertEquals("run.yaml: expected the name of the data, but got none", refusal("epochs: 3\n"));
  }

  @Test
  void whatIsNoListOfSettingsIsRefused() throws IOException {
    assertEquals(
        "run.yaml: expected lines of the form name: value, but got something else",
        refusal("- data\n- iris\n"));
    assertTrue(
        refusal("data: iris\nepochs: 3\nepochs: 4\n").startsWith("run.yaml:3:"),
        refusal("data: iris\nepochs: 3\nepochs: 4\n"));
    assertTrue(refusal("data: [iris\n").startsWith("run.yaml:1:12: expected YAML, but got: "));
    assertEquals(
        "run.yaml: expected settings of at most 1 MiB, but got 1048577 bytes",
        refusal("#".repeat((1 << 20) + 1)));
    assertTrue(refusal("a: ".repeat(2000) + "b").startsWith("run.yaml"));
    assertTrue(refusal("data: " + "[".repeat(20_000)).startsWith("run.yaml"));
  }

  /// Each line names the one above it twice; expanded, there would be 2^40 words.
  @Test
  void aliasesAreNotExpanded() throws IOException {
    StringBuilder bomb = new StringBuilder("data: iris\na0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertTrue(refusal(bomb.toString()).startsWith("run.yaml: expected one of the settings"));
    assertTrue(
        refusal("data: &d iris\ntarget: *d\nhidden: *d\n")
            .startsWith("run.yaml: hidden: expected"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path none = folder.resolve("none.yaml");

    assertEquals(
        none + ": expected a file of settings, but got none",
        assertThrows(IllegalArgumentException.class, () -> SettingsFile.read(none, Map.of()))
            .getMessage());
  }
}
