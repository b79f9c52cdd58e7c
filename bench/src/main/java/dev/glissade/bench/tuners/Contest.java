package dev.glissade.bench.tuners;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Lets contestants search tables, each with several seeds.
///
/// @param seeds how many searches there are of each kind
/// @param trials of a search
/// @param isNoisy whether a search sees one seed of the training only
/// @param file where scores are kept as JSON lines; those of contestants that never change are not
///     made again
public record Contest(int seeds, int trials, boolean isNoisy, Optional<Path> file) {
  /// Checks the numbers.
  public Contest {
    if (seeds < 2 || trials < 1) {
      throw new IllegalArgumentException(
          "tuners: expected at least 2 seeds and one trial, but got seeds=%d and trials=%d"
              .formatted(seeds, trials));
    }
  }

  /// Runs all that has not been kept.
  ///
  /// @param tables at least one; with noise, those without at least three outcomes of each cell are
  ///     left out
  /// @param contestants of whom one that never changes is the rival of the others
  /// @param batches how many configurations are asked for before their outcomes are told
  /// @param progress is told of each group of searches that is done
  /// @throws IllegalArgumentException if no table is left
  public Standings run(
      List<TuningTable> tables,
      List<Contestant> contestants,
      List<Integer> batches,
      Consumer<String> progress) {
    List<TuningTable> usable =
        tables.stream().filter(it -> !isNoisy || Problem.canBeNoisy(it)).toList();
    if (usable.isEmpty()) {
      throw new IllegalArgumentException(
          "tables: expected at least one with outcomes for %s, but got none among %d"
              .formatted(isNoisy ? "noise" : "a search", tables.size()));
    }
    Optional<ScoreFile> scoreFile = file.map(ScoreFile::new);
    Map<Score.Subject, Score> kept = new LinkedHashMap<>();
    scoreFile.ifPresent(it -> it.read().forEach(score -> kept.put(score.subject(), score)));
    List<Score> scores = new ArrayList<>();
    for (TuningTable table : usable) {
      for (Contestant contestant : contestants) {
        for (int batch : batches) {
          scores.addAll(searches(table, contestant, batch, kept));
          scoreFile.ifPresent(it -> it.write(kept.values()));
          progress.accept("%s: %s, batch %d".formatted(table.name(), contestant.name(), batch));
        }
      }
    }
    String rival =
        contestants.stream()
            .filter(Contestant::isKept)
            .map(Contestant::name)
            .findFirst()
            .orElse("");
    return new Standings(usable, scores, rival);
  }

  private List<Score> searches(
      TuningTable table, Contestant contestant, int batch, Map<Score.Subject, Score> kept) {
    List<Score> scores = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      Problem problem = isNoisy ? Problem.noisy(table, seed) : Problem.exact(table);
      var search = new Contestant.Search(seed, trials, batch);
      var subject = new Score.Subject(contestant.name(), table.name(), isNoisy, search);
      Score score = contestant.isKept() ? kept.get(subject) : null;
      if (score == null) {
        score = Score.of(subject, problem, contestant.play(problem, search));
        kept.put(subject, score);
      }
      scores.add(score);
    }
    return scores;
  }
}
