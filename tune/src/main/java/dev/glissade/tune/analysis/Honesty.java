package dev.glissade.tune.analysis;

import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialRecord.Repeat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// What the leaders of a study claim, and what they keep under fresh seeds.
///
/// The best of many noisy scores is partly the luckiest one. The score that made a trial a leader
/// is its *claim*; its *honest* score is the mean of its repeats, from which the claim's own seed
/// is left out. All leaders are repeated with the same seeds, so they are compared in pairs
/// (`SeedEffects`), and the probability of being the best is a parametric bootstrap: the means are
/// drawn around what was measured, with the noise's own uncertainty, and the winners are counted.
///
/// Frameworks report the claim; on common tables it was found too good by 1.8 points of accuracy
/// after 100 random trials, and by 2.1 after as many of a better sampler.
///
/// @param leaders those with repeats by their honest score, then the others by their claim
/// @param noise standard deviation of one training against another one of the same configuration
///     with the same seeds of all; empty without two seeds
/// @param direction 1 where small values are good, −1 where large ones are
public record Honesty(List<Leader> leaders, OptionalDouble noise, int direction) {
  /// The probability that the intervals state.
  public static final double LEVEL = 0.95;

  private static final int MOST = 10;
  private static final int FEWEST_OTHERS = 3;
  private static final int DRAWS = 4000;
  private static final double UNLIKELY = 0.05;

  /// One of the best.
  ///
  /// @param trial its number
  /// @param claimed the value of the search
  /// @param honest the mean of the repeats, as if all leaders had had the same seeds
  /// @param interval of the mean over all seeds, by Student's t, without what shares (above 1) and
  ///     losses (below 0) cannot be; empty without two seeds
  /// @param probability of being the best of the repeated ones; empty without two seeds
  /// @param seeds how many repeats there are
  public record Leader(
      int trial,
      double claimed,
      OptionalDouble honest,
      Optional<Interval> interval,
      OptionalDouble probability,
      int seeds) {}

  /// The trials with repeats, and the best others: at least three, or up to ten in all.
  public static Honesty of(History history, long seed) {
    Scored scored = Scored.of(history);
    List<TrialRecord> repeated = new ArrayList<>();
    List<TrialRecord> others = new ArrayList<>();
    for (int place : scored.order()) {
      TrialRecord trial = scored.trials().get(place);
      (fresh(trial).isEmpty() ? others : repeated).add(trial);
    }
    SeedEffects effects = SeedEffects.fit(scores(history, repeated));
    double[] chances = chances(effects, Draws.of(seed, 0, "honesty"));
    List<Leader> leaders = new ArrayList<>();
    IntStream.range(0, repeated.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> effects.means()[i]))
        .forEach(i -> leaders.add(leader(history, repeated.get(i), effects, i, chances)));
    others.stream()
        .limit(Math.max(FEWEST_OTHERS, MOST - repeated.size()))
        .forEach(each -> leaders.add(unrepeated(each)));
    OptionalDouble noise =
        effects.freedom() > 0 ? OptionalDouble.of(effects.noise()) : OptionalDouble.empty();
    return new Honesty(List.copyOf(leaders), noise, (int) history.loss(1));
  }

  private static List<Repeat> fresh(TrialRecord trial) {
    return trial.repeats().stream()
        .filter(each -> each.seed() != 0 && Double.isFinite(each.value()))
        .toList();
  }

  /// Losses by trial and seed, NaN for what is missing.
  private static double[][] scores(History history, List<TrialRecord> trials) {
    int[] seeds =
        trials.stream()
            .flatMap(each -> fresh(each).stream())
            .mapToInt(Repeat::seed)
            .distinct()
            .sorted()
            .toArray();
    double[][] scores = new double[trials.size()][seeds.length];
    for (int i = 0; i < scores.length; i++) {
      Arrays.fill(scores[i], Double.NaN);
      for (Repeat each : fresh(trials.get(i))) {
        scores[i][Arrays.binarySearch(seeds, each.seed())] = history.loss(each.value());
      }
    }
    return scores;
  }

  /// How often each is the best; one win is shared by all beforehand, as none is impossible.
  static double[] chances(SeedEffects effects, Draws draws) {
    double[] wins = new double[effects.means().length];
    if (effects.freedom() == 0) {
      return wins;
    }
    Arrays.fill(wins, 1.0 / (DRAWS + 1) / wins.length);
    for (int draw = 0; draw < DRAWS; draw++) {
      double squares = 0;
      for (int i = 0; i < effects.freedom(); i++) {
        squares += Math.pow(draws.normal(), 2);
      }
      double noise = effects.noise() * Math.sqrt(effects.freedom() / squares);
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < wins.length; i++) {
        double mean = effects.means()[i] + draws.normal() * noise / Math.sqrt(effects.counts()[i]);
        if (mean < least) {
          least = mean;
          best = i;
        }
      }
      wins[best] += 1.0 / (DRAWS + 1);
    }
    return wins;
  }

  private static Leader leader(
      History history, TrialRecord trial, SeedEffects effects, int place, double[] chances) {
    boolean isMeasured = effects.freedom() > 0;
    double mean = effects.means()[place];
    double half =
        isMeasured
            ? StudentT.twoSided(LEVEL, effects.spreadFreedom())
                * effects.spread()
                / Math.sqrt(effects.counts()[place])
            : Double.NaN;
    double one = history.loss(Math.max(mean - half, leastLoss(history)));
    double other = history.loss(mean + half);
    return new Leader(
        trial.number(),
        trial.values().getFirst(),
        OptionalDouble.of(history.loss(mean)),
        isMeasured
            ? Optional.of(new Interval(Math.min(one, other), Math.max(one, other)))
            : Optional.empty(),
        isMeasured ? OptionalDouble.of(chances[place]) : OptionalDouble.empty(),
        effects.counts()[place]);
  }

  /// What no loss can be below, as far as the values tell: where all are from 0 to 1 and large is
  /// good they are shares, of which none is above 1; where all are positive and small is good none
  /// is below 0.
  private static double leastLoss(History history) {
    double[] values =
        Scored.of(history).trials().stream()
            .flatMapToDouble(
                each ->
                    DoubleStream.concat(
                        DoubleStream.of(each.values().getFirst()),
                        fresh(each).stream().mapToDouble(Repeat::value)))
            .toArray();
    boolean isPositive = Arrays.stream(values).allMatch(value -> value >= 0);
    if (history.loss(1) > 0) {
      return isPositive ? 0 : Double.NEGATIVE_INFINITY;
    }
    boolean isShare = isPositive && Arrays.stream(values).allMatch(value -> value <= 1);
    return isShare ? -1 : Double.NEGATIVE_INFINITY;
  }

  private static Leader unrepeated(TrialRecord trial) {
    return new Leader(
        trial.number(),
        trial.values().getFirst(),
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        0);
  }

  /// Whom to take: the best honest score; without repeats the best claim, which is not more than a
  /// claim.
  public Optional<Leader> recommended() {
    return leaders.stream().findFirst();
  }

  /// The best claim.
  public Optional<Leader> claimant() {
    return leaders.stream().min(Comparator.comparingDouble(each -> direction * each.claimed()));
  }

  /// The others that may be the best with a probability of at least 5 %.
  public List<Leader> rivals() {
    return leaders.stream()
        .skip(1)
        .filter(each -> each.probability().orElse(0) >= UNLIKELY)
        .toList();
  }

  /// By how much the best claim was too good, in the metric's units; negative where it was too
  /// modest, empty without repeats of that trial.
  public OptionalDouble overclaim() {
    return claimant()
        .filter(each -> each.honest().isPresent())
        .map(each -> direction * (each.honest().getAsDouble() - each.claimed()))
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }
}
