package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunersCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeATable() throws IOException {
    var text = new StringBuilder("a,b,acc_1,acc_2,acc_3\n");
    for (int i = 0; i < 48; i++) {
      text.append("%d,%s,%d,%d,%d%n".formatted(i % 12, "wxyz".charAt(i / 12), i, i + 1, i + 2));
    }
    Files.writeString(folder.resolve("nas_small.csv"), text);
    Files.writeString(folder.resolve("curves.csv"), "a,b,loss_1\n1,1,3\n2,2,4\n");
  }

  @Test
  void samplersRaceAndWhatIsLeftOutIsSaid() throws IOException {
    Path markdown = folder.resolve("table.md");

    Invocation done =
        Invocation.done(
            "tuners",
            "--tables",
            folder,
            "--seeds",
            "2",
            "--trials",
            "30",
            "--samplers",
            "tpe(startup=5,candidates=8),random",
            "--batches",
            "4",
            "--markdown",
            markdown);

    assertTrue(done.err().contains("skipped: curves: expected a row for each combination"));
    assertTrue(
        done.err().contains("skipped: Optuna, because --python names no interpreter"), done.err());
    assertTrue(done.out().contains("| nas | tpe(startup=5,candidates=8) | 4 | "), done.out());
    assertTrue(done.out().contains("| nas | random | 4 | "), done.out());
    assertEquals(done.out(), Files.readString(markdown));
  }

  @Test
  void withNoiseRepeatsStandBesideTheRest() {
    Invocation done =
        Invocation.done(
            "tuners",
            "--tables",
            folder,
            "--seeds",
            "2",
            "--trials",
            "30",
            "--noise",
            "--batches",
            "1");

    assertTrue(done.out().contains("| nas (1) | tpe + repeats | 30 | "), done.out());
  }

  @Test
  void wrongInputIsOneMessage() {
    Invocation none = Invocation.of("tuners", "--tables", folder.resolve("none"));
    Invocation seeds = Invocation.of("tuners", "--tables", folder, "--seeds", "1");
    Invocation python = Invocation.of("tuners", "--tables", folder, "--python", "no-python");

    assertEquals(2, none.code());
    assertEquals(
        "error: tables: expected a folder, but got " + folder.resolve("none") + "\n", none.err());
    assertEquals(2, seeds.code());
    assertTrue(seeds.err().endsWith("but got seeds=1 and trials=200\n"), seeds.err());
    assertEquals(2, python.code());
    assertTrue(python.err().contains("python: expected an interpreter, but got no-python"));
  }
}
