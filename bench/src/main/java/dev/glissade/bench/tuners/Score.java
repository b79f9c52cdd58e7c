package dev.glissade.bench.tuners;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/// What came out of one search.
///
/// @param subject who searched what, and how
/// @param regrets of the choice after 25, 50, 100, … trials, by the truth
/// @param distinct how many different configurations were tried
/// @param micros what the sampler took for a trial
/// @param plain the choice after all trials
/// @param repeated the choice of as many trainings, the last of which repeated the leaders
public record Score(
    Subject subject,
    List<Double> regrets,
    int distinct,
    double micros,
    Choice plain,
    Choice repeated) {
  /// How many leaders are repeated with each further seed of the training.
  static final int LEADERS = 10;

  /// @param isNoisy whether the search sees one seed of the training only
  public record Subject(
      String contestant, String table, boolean isNoisy, Contestant.Search search) {}

  /// What a search says that its choice is worth, and what it is, as losses; and its true regret.
  public record Choice(double claimed, double actual, double regret) {}

  static Score of(Subject subject, Problem problem, Contestant.Play play) {
    List<Integer> cells = play.cells();
    List<Double> regrets =
        counts(cells.size()).stream()
            .map(count -> plain(problem, cells.subList(0, count)).regret())
            .toList();
    return new Score(
        subject,
        regrets,
        new HashSet<>(cells).size(),
        1e6 * play.secondsPerTrial(),
        plain(problem, cells),
        repeated(problem, cells));
  }

  /// After how many trials regrets are looked at: 25, 50, 100, … and the last.
  static List<Integer> counts(int trials) {
    return IntStream.concat(
            IntStream.iterate(25, count -> count < trials, count -> 2 * count),
            IntStream.of(trials))
        .boxed()
        .toList();
  }

  private static Choice plain(Problem problem, List<Integer> cells) {
    int best = cells.stream().min(Comparator.comparingDouble(problem::loss)).orElseThrow();
    return choice(problem, best, problem.loss(best));
  }

  /// The leaders of all but the last trials, with the mean over the search and the repeats.
  private static Choice repeated(Problem problem, List<Integer> cells) {
    int searched = cells.size() - LEADERS * problem.repeats();
    if (searched < 1) {
      return plain(problem, cells);
    }
    List<Integer> leaders =
        new ArrayList<>(new HashSet<>(cells.subList(0, searched)))
            .stream()
                .sorted(Comparator.comparingDouble(problem::loss).thenComparing(it -> it))
                .limit(LEADERS)
                .toList();
    int best =
        leaders.stream().min(Comparator.comparingDouble(cell -> mean(problem, cell))).orElseThrow();
    return choice(problem, best, mean(problem, best));
  }

  private static double mean(Problem problem, int cell) {
    double sum = problem.loss(cell);
    for (int i = 0; i < problem.repeats(); i++) {
      sum += problem.repeated(i, cell);
    }
    return sum / (1 + problem.repeats());
  }

  private static Choice choice(Problem problem, int cell, double claimed) {
    double actual = problem.truth(cell);
    return new Choice(claimed, actual, problem.regret(actual));
  }
}
