package dev.glissade.bench.tuners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glissade.tune.sampler.RandomSearch;
import dev.glissade.tune.sampler.Tpe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {
  @TempDir private Path folder;

  private List<TuningTable> tables() throws IOException {
    TablesInTests.small(folder);
    return TableFile.all(folder, "", it -> {});
  }

  /// Tries cells in their order, and never otherwise.
  private static final class InOrder implements Contestant {
    private int plays;

    @Override
    public String name() {
      return "in-order";
    }

    @Override
    public boolean isKept() {
      return true;
    }

    @Override
    public Play play(Problem problem, Search search) {
      plays++;
      return new Play(IntStream.range(0, search.trials()).boxed().toList(), 1e-6);
    }
  }

  @Test
  void regretsAreThoseOfTheBestSoFar() throws IOException {
    Problem problem = Problem.exact(tables().getFirst());
    var subject = new Score.Subject("x", "small_bowl", false, new Contestant.Search(0, 30, 1));
    List<Integer> cells =
        IntStream.concat(IntStream.generate(() -> 0).limit(24), IntStream.of(5, 7, 7, 1, 1, 1))
            .boxed()
            .toList();

    Score score = Score.of(subject, problem, new Contestant.Play(cells, 2e-6));

    // Cell 5 has a = 3 with y, cell 7 has a = 4 with y.
    assertEquals(List.of(25, 30), Score.counts(30));
    assertEquals(List.of(1.0 / 3, 0.0), score.regrets());
    assertEquals(4, score.distinct());
    assertEquals(2, score.micros(), 1e-9);
    assertEquals(new Score.Choice(0.25, 0.25, 0), score.plain());
  }

  @Test
  void whatNeverChangesIsPlayedOnce() throws IOException {
    Path file = folder.resolve("scores.jsonl");
    var contest = new Contest(3, 8, false, Optional.of(file));
    InOrder first = new InOrder();
    InOrder second = new InOrder();

    List<String> lines = contest.run(tables(), List.of(first), List.of(1, 2), it -> {}).lines();

    assertEquals(6, first.plays);
    assertEquals(6, Files.readAllLines(file).size());
    assertEquals(lines, contest.run(tables(), List.of(second), List.of(1, 2), it -> {}).lines());
    assertEquals(0, second.plays);
  }

  @Test
  void aDamagedFileOfScoresIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("scores.jsonl"), "{\"sampler\":\n");
    var contest = new Contest(3, 8, false, Optional.of(file));

    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> contest.run(tables(), List.of(new InOrder()), List.of(1), it -> {}))
            .getMessage();
    assertTrue(message.startsWith(file + ": expected a score, but got line 1: "), message);
  }

  @Test
  void standingsCountWinsAgainstTheRival() throws IOException {
    var contest = new Contest(10, 15, false, Optional.empty());
    List<Contestant> contestants =
        List.of(
            new OurSampler("tpe", () -> new Tpe(5, 24)),
            new OurSampler("random", RandomSearch::new),
            new InOrder());

    List<String> lines = contest.run(tables(), contestants, List.of(1), it -> {}).lines();

    // Whoever goes in order has found the best after eight trials.
    String row =
        lines.stream().filter(it -> it.startsWith("| small | tpe |")).findFirst().orElse("");
    assertTrue(row.contains(" 0/") && row.contains(" | 15 | "), row);
    assertTrue(
        lines.contains(
            "| suite (tables) | sampler | batch | @15 | wins/ties/losses | difference, 95 % |"
                + " distinct | µs per trial |"),
        lines.getFirst());
    assertTrue(lines.get(2).startsWith("| small (1) | random, exact | – | 0."), lines.get(2));
  }

  @Test
  void noiseIsTakenOutByRepeats() throws IOException {
    var contest = new Contest(4, 16, true, Optional.empty());

    List<String> lines =
        contest
            .run(tables(), List.of(new OurSampler("tpe", Tpe::new)), List.of(1), it -> {})
            .lines();

    assertTrue(lines.stream().anyMatch(it -> it.contains("| tpe + repeats | 16 |")), lines + "");
  }

  @Test
  void optunaPlaysOnTheSameTable() throws IOException {
    String python = System.getProperty("glissade.python", "");
    assumeTrue(!python.isEmpty(), "skipped, because -Dglissade.python names no interpreter");
    try (Optuna optuna = new Optuna(Path.of(python))) {
      Contestant.Play play =
          optuna.play(Problem.exact(tables().getFirst()), new Contestant.Search(1, 30, 4));

      assertTrue(optuna.name().matches("optuna-[0-9.]+-tpe"), optuna.name());
      assertEquals(30, play.cells().size());
      assertTrue(play.cells().contains(7), "finds the best of 20 cells");
    }
  }

  @Test
  void withoutAnInterpreterThereIsOneMessage() {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> new Optuna(Path.of("no-python")))
            .getMessage()
            .startsWith("python: expected an interpreter, but got no-python"));
  }
}
