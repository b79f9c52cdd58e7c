package dev.glissade.tune.analysis;

import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Whether what was found some time ago still holds: a `RetestPlan` and what came of it.
///
/// @param tau agreement of the order of old and new scores of the old winners (`Kendall`); empty
///     for fewer than three
/// @param tauInterval of `tau`
/// @param winner place of the old winner in the plan
/// @param best place of the best candidate now
/// @param lead by how much `best` is better than the old winner now, in the metric's units
/// @param leadInterval of the lead, paired by seeds; empty with fewer than two seeds
/// @param moved parameters in which the best differs from the old winner, the farthest first
public record Retest(
    OptionalDouble tau,
    Interval tauInterval,
    int winner,
    int best,
    double lead,
    Optional<Interval> leadInterval,
    List<Move> moved) {
  /// How old a study may be before it should be tried again, if nobody says otherwise: 90 days.
  public static final Duration AFTER = Duration.ofDays(90);

  private static final double LEVEL = 0.95;
  private static final int FEWEST = 3;

  /// A parameter of the old winner and of what is best now.
  ///
  /// @param from the old value; empty where it had none
  /// @param to the new value; empty where it has none
  /// @param distance in the parameter's scale, from 0 to 1; 1 where one has none
  public record Move(String parameter, Optional<Value> from, Optional<Value> to, double distance) {}

  /// Whether a study is old enough to be tried again.
  public static boolean isDue(Instant tuned, Instant now, Duration after) {
    return !tuned.plus(after).isAfter(now);
  }

  /// Compares.
  ///
  /// @param now the new study, whose trials are the candidates of the plan in their order
  /// @throws IllegalArgumentException if the old winner has no value there
  public static Retest of(RetestPlan plan, History now, long seed) {
    List<Integer> places = new ArrayList<>();
    for (TrialRecord each : now.trials()) {
      if (Scored.isScored(each) && each.number() < plan.candidates().size()) {
        places.add(each.number());
      }
    }
    if (!places.contains(0)) {
      throw new IllegalArgumentException(
          "retest: expected a value of the old winner, trial 0, but got values of " + places);
    }
    SeedEffects effects = SeedEffects.fit(scores(now, places));
    double[] means = effects.means();
    int winner = places.indexOf(0);
    int best =
        IntStream.range(0, means.length)
            .boxed()
            .min(Comparator.comparingDouble(i -> means[i]))
            .orElseThrow();
    double[] old = places.stream().mapToDouble(i -> oldLoss(plan, i)).toArray();
    int[] compared = IntStream.range(0, old.length).filter(i -> !Double.isNaN(old[i])).toArray();
    double[] before = Arrays.stream(compared).mapToDouble(i -> old[i]).toArray();
    double[] after = Arrays.stream(compared).mapToDouble(i -> means[i]).toArray();
    boolean isOrdered = compared.length >= FEWEST;
    double lead = means[winner] - means[best];
    return new Retest(
        isOrdered ? OptionalDouble.of(Kendall.tau(before, after)) : OptionalDouble.empty(),
        isOrdered ? Kendall.interval(before, after, seed) : new Interval(-1, 1),
        0,
        places.get(best),
        lead,
        interval(effects, winner, best, lead),
        moved(plan, places.get(best)));
  }

  private static double oldLoss(RetestPlan plan, int place) {
    return plan.candidates().get(place).loss().orElse(Double.NaN);
  }

  /// Losses by candidate and seed. None was chosen by them, so that the first seed counts too.
  private static double[][] scores(History now, List<Integer> places) {
    TreeSet<Integer> seeds = new TreeSet<>(List.of(0));
    now.trials().forEach(trial -> trial.repeats().forEach(each -> seeds.add(each.seed())));
    List<Integer> columns = List.copyOf(seeds);
    double[][] scores = new double[places.size()][columns.size()];
    for (int i = 0; i < scores.length; i++) {
      TrialRecord trial = now.trials().get(places.get(i));
      Arrays.fill(scores[i], Double.NaN);
      scores[i][0] = now.loss(trial.values().getFirst());
      for (TrialRecord.Repeat each : trial.repeats()) {
        double value = Double.isFinite(each.value()) ? now.loss(each.value()) : Double.NaN;
        scores[i][columns.indexOf(each.seed())] = value;
      }
    }
    return scores;
  }

  private static Optional<Interval> interval(
      SeedEffects effects, int winner, int best, double lead) {
    if (effects.freedom() == 0) {
      return Optional.empty();
    }
    double parts = 1.0 / effects.counts()[winner] + 1.0 / effects.counts()[best];
    double half = StudentT.twoSided(LEVEL, effects.freedom()) * effects.noise() * Math.sqrt(parts);
    return Optional.of(new Interval(lead - half, lead + half));
  }

  private static List<Move> moved(RetestPlan plan, int best) {
    var from = plan.candidates().getFirst().configuration();
    var to = plan.candidates().get(best).configuration();
    double[] unitsFrom = plan.space().encode(from);
    double[] unitsTo = plan.space().encode(to);
    List<Move> moved = new ArrayList<>();
    for (int i = 0; i < unitsFrom.length; i++) {
      var each = plan.space().dimensions().get(i);
      Optional<Value> old = Optional.ofNullable(from.values().get(each.name()));
      Optional<Value> fresh = Optional.ofNullable(to.values().get(each.name()));
      if (!old.equals(fresh)) {
        double distance = Math.abs(unitsTo[i] - unitsFrom[i]);
        boolean isFar = Double.isNaN(distance) || each.param().isUnordered();
        moved.add(new Move(each.name(), old, fresh, isFar ? 1 : distance));
      }
    }
    moved.sort(Comparator.comparingDouble(Move::distance).reversed());
    return List.copyOf(moved);
  }

  /// Whether the old winner is the best, or so near that luck may be the difference.
  public boolean isStillGood() {
    return best == winner || leadInterval.map(it -> it.low() <= 0).orElse(false);
  }

  /// In words.
  public String text() {
    StringBuilder text = new StringBuilder();
    if (best == winner) {
      text.append("The old winner is still the best of all that was tried.");
    } else {
      text.append(
          "Candidate %d is better than the old winner by %s%s: %s."
              .formatted(
                  best,
                  Figures.rounded(lead, 2),
                  leadInterval
                      .map(it -> " (%s to %s)".formatted(rounded(it.low()), rounded(it.high())))
                      .orElse(""),
                  isStillGood() ? "within noise, keep the old one" : "tune again"));
    }
    tau.ifPresent(
        it ->
            text.append(
                " The order of the old winners agrees by τ = %s (%s to %s)."
                    .formatted(
                        rounded(it), rounded(tauInterval.low()), rounded(tauInterval.high()))));
    if (!isStillGood() && !moved.isEmpty()) {
      Move first = moved.getFirst();
      text.append(
          " What moved most: %s from %s to %s."
              .formatted(first.parameter, words(first.from), words(first.to)));
    }
    return text.toString();
  }

  private static String rounded(double value) {
    return Figures.rounded(value, 2);
  }

  private static String words(Optional<Value> value) {
    return value.map(Figures::value).orElse("none");
  }
}
