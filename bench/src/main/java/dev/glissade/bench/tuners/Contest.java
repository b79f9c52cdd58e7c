package dev.glissade.bench.tuners;

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
/// @param file where scores are kept
public record Contest(int seeds, int trials, boolean isNoisy, Optional<ScoreFile> file) {
  /// Checks the numbers.
  public Contest {
    if (seeds < 1 || trials < 1) {
      throw new IllegalArgumentException(
          "tuners: expected at least one seed and trial, but got seeds=%d and trials=%d"
              .formatted(seeds, trials));
    }
  }

  /// Runs all that has not been kept.
  ///
  /// @param progress is told of each group of searches that is done
  /// @return the scores of this contest
  List<Score> run(
      List<TuningTable> tables,
      List<Contestant> contestants,
      List<Integer> batches,
      Consumer<String> progress) {
    Map<Score.Subject, Score> kept = new LinkedHashMap<>();
    file.ifPresent(it -> it.read().forEach(score -> kept.put(score.subject(), score)));
    List<Score> scores = new ArrayList<>();
    for (TuningTable table : tables) {
      for (Contestant contestant : contestants) {
        for (int batch : batches) {
          scores.addAll(searches(table, contestant, batch, kept));
          file.ifPresent(it -> it.write(kept.values()));
          progress.accept("%s: %s, batches of %d".formatted(table.name(), contestant.name(), batch));
        }
      }
    }
    return scores;
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
