package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `--ignore COLUMNS` on a table with names.
class IgnoreOptionTest {
  @TempDir private Path folder;

  private Path passengers(String file, boolean withNames) throws IOException {
    StringBuilder text = new StringBuilder(withNames ? "name,age,survived\n" : "age,survived\n");
    for (int i = 0; i < 1100; i++) {
      text.append(withNames ? "\"Passenger, no. " + i + "\"," : "");
      text.append(i % 80).append(',').append(i % 80 < 40 ? "yes" : "no").append('\n');
    }
    return Files.writeString(folder.resolve(file), text);
  }

  private Invocation train(Path data, String... ignored) {
    Object[] arguments = {
      "train", data, "--epochs", "20", "--hidden", "8", "-q", "--out", folder.resolve("run")
    };
    Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + ignored.length);
    System.arraycopy(ignored, 0, all, arguments.length, ignored.length);
    return Invocation.of(all);
  }

  @Test
  void theRefusalOfNamesSaysHow() throws IOException {
    Invocation refused = train(passengers("data.csv", true));

    assertEquals(2, refused.code());
    assertTrue(refused.err().contains(" — help: leave it out with --ignore name if "));
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void aModelWithoutThemTakesFilesWithAndWithoutThem() throws IOException {
    Path with = passengers("with.csv", true);
    Path without = passengers("without.csv", false);
    Invocation trained = train(with, "--ignore", "name");
    assertEquals(0, trained.code(), trained.err());
    Path run = folder.resolve("run");

    JsonNode one = Invocation.done("evaluate", run, with, "--json").json();
    JsonNode two = Invocation.done("evaluate", run, without, "--json").json();
    String answers = Invocation.done("predict", run, with, "-o", "-").out();

    assertTrue(one.path("accuracy").asDouble() > 0.9, one.toString());
    assertEquals(one.toString(), two.toString());
    assertEquals(answers, Invocation.done("predict", run, without, "-o", "-").out());
    assertTrue(Files.readString(run.resolve("run.yaml")).contains("ignore:\n- \"name\"\n"));
  }

  @Test
  void namesThatAreNotThereAndTheTargetAreRefused() throws IOException {
    Path data = passengers("data.csv", true);

    Invocation unknown = train(data, "--ignore", "nam");
    Invocation target = train(data, "--ignore", "name,survived");

    assertEquals(2, unknown.code());
    assertEquals(
        "error: data.csv: ignore: expected one of the columns name, age, survived, but got 'nam' —"
            + " help: did you mean 'name'?\n",
        unknown.err());
    assertEquals(2, target.code());
    assertEquals(
        "error: data.csv: ignore: expected columns beside the target, but got 'survived', which is"
            + " the target — help: name another target\n",
        target.err());
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void theHelpNamesIt() {
    List<String> lines = Invocation.done("train", "--help").out().lines().toList();

    assertTrue(lines.stream().anyMatch(line -> line.contains("--ignore=COLUMNS")));
  }
}
