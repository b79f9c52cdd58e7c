package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that explain and compare optimisers.
class CompareCommandsTest {
  @Test
  void explainComparesTwoDialects() {
    Invocation it = Invocation.of("explain", "adam", "--dialect", "keras", "--dialect", "pytorch");
    assertEquals(0, it.code(), it.err());
    assertTrue(it.out().startsWith("adam as in keras and as in pytorch"), it.out());
  }

  @Test
  void explainRefusesWhatTheOptimizerDoesNotRead() {
    Invocation it = Invocation.of("explain", "adam", "--beta", "0.5");
    assertEquals(2, it.code());
    assertTrue(it.err().contains("beta: expected settings that adam reads"), it.err());
  }

  @Test
  void raceWritesTableAndPictures(@TempDir Path folder) throws java.io.IOException {
    Invocation it =
        Invocation.of(
            "race", "--optimizers", "adam", "--surface", "saddle", "--out", folder.toString());
    assertEquals(0, it.code(), it.err());
    assertTrue(it.out().startsWith("| optimizer | saddle |"), it.out());
    assertEquals(it.out(), Files.readString(folder.resolve("race.md")));
    assertTrue(Files.readString(folder.resolve("race.svg")).startsWith("<svg"));
    assertEquals(2, Invocation.of("race", "--surface", "hill").code());
  }

  @Test
  void reachPrintsARowForEachOptimizer() {
    Invocation it =
        Invocation.of(
            "reach",
            "iris",
            "--goal",
            "0.5",
            "--seeds",
            "2",
            "--epochs",
            "2",
            "--threads",
            "1",
            "--hidden",
            "4",
            "--validation",
            "0.3",
            "--optimizers",
            "adam,momentum");
    assertEquals(0, it.code(), it.err());
    assertEquals(4, it.out().lines().count(), it.out());
  }
}
