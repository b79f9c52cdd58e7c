package dev.glissade.tune.analysis;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.History;
import dev.glissade.tune.Space.Dimension;
import dev.glissade.tune.TrialRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that is said of a study, computed once: a pure function of history and seed.
///
/// @param importance by `PedAnova`, the most important first
/// @param variance by `Fanova`
/// @param bestOfK empty without a complete trial
/// @param more whether to go on; empty with fewer than 16 trials
/// @param advice what to do next, the most urgent first
public record StudyAnalysis(
    History history,
    Outcomes outcomes,
    Honesty honesty,
    List<PedAnova.Share> importance,
    Fanova variance,
    Optional<BestOfK> bestOfK,
    Optional<MoreTrials> more,
    List<Advice> advice) {
  private static final int MORE = 20;
  private static final double MANY = 0.25;
  private static final int REPEATED = 10;
  private static final int ENOUGH_TO_FIX = 30;
  private static final double NOTHING = 0.03;
  private static final double MINOR = 0.05;

  /// Analyses a study.
  ///
  /// @param seed of bootstraps and forests
  /// @param cost of a study: how long one trial takes, if that is known, and how many run at once
  public static StudyAnalysis of(History history, long seed, Optional<Cost> cost) {
    Honesty honesty = Honesty.of(history, seed);
    List<PedAnova.Share> importance = PedAnova.of(history);
    Fanova variance = Fanova.of(history, seed);
    Optional<BestOfK> bestOfK = BestOfK.of(history, seed);
    Optional<MoreTrials> more =
        bestOfK
            .flatMap(best -> best.more(MORE))
            .map(gain -> new MoreTrials(gain, worth(honesty), cost.map(each -> each.of(MORE))));
    StudyAnalysis analysis =
        new StudyAnalysis(
            history, Outcomes.of(history), honesty, importance, variance, bestOfK, more, List.of());
    return analysis.with(analysis.advise());
  }

  /// How long trials take.
  ///
  /// @param trial how long one takes
  /// @param jobs how many run at once
  public record Cost(Duration trial, int jobs) {
    Duration of(int trials) {
      return trial.multipliedBy(trials).dividedBy(Math.max(1, jobs));
    }
  }

  private StudyAnalysis with(List<Advice> given) {
    return new StudyAnalysis(
        history, outcomes, honesty, importance, variance, bestOfK, more, given);
  }

  private static double worth(Honesty honesty) {
    return honesty.noise().orElse(0);
  }

  /// The trial that is recommended; empty without a complete trial.
  public Optional<TrialRecord> recommended() {
    return honesty
        .recommended()
        .flatMap(
            leader ->
                history.trials().stream()
                    .filter(each -> each.number() == leader.trial())
                    .findFirst());
  }

  /// What came of the study, in two sentences.
  public String verdict() {
    return Verdict.text(history.goals().getFirst().metric(), honesty, outcomes);
  }

  private List<Advice> advise() {
    List<Advice> given = new ArrayList<>();
    if (outcomes.failedShare() > MANY) {
      given.add(new Advice.ManyFail(outcomes.failedShare()));
    }
    boolean isRepeated = honesty.leaders().stream().anyMatch(each -> each.seeds() > 0);
    if (!isRepeated && outcomes.completed() > 1) {
      given.add(new Advice.Repeat(Math.min(REPEATED, outcomes.completed())));
    }
    given.addAll(Curves.advice(history));
    Boundaries boundaries = new Boundaries(history);
    List<Dimension> dimensions = history.space().dimensions();
    List<Advice> fixed = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      boolean isFixed = dimensions.get(i).param().count().orElse(2) < 2;
      Optional<Advice> fix = isFixed ? Optional.empty() : fix(dimensions.get(i).name());
      fix.ifPresent(fixed::add);
      if (fix.isEmpty()) {
        boundaries.advice(i).ifPresent(given::add);
      }
    }
    given.addAll(fixed);
    return List.copyOf(given);
  }

  /// A parameter that explains next to nothing, alone and with others, and hardly decides who is
  /// among the best, after enough trials.
  private Optional<Advice> fix(String parameter) {
    if (outcomes.completed() < ENOUGH_TO_FIX) {
      return Optional.empty();
    }
    double share = 0;
    for (Fanova.Effect each : variance.alone()) {
      share += each.parameters().contains(parameter) ? each.interval().high() : 0;
    }
    for (Fanova.Effect each : variance.pairs()) {
      share += each.parameters().contains(parameter) ? each.share() : 0;
    }
    Configuration best = recommended().map(TrialRecord::configuration).orElse(Configuration.EMPTY);
    boolean isMinor =
        importance.stream()
            .anyMatch(each -> each.parameter().equals(parameter) && each.share() < MINOR);
    return share < NOTHING && isMinor && best.has(parameter)
        ? Optional.of(new Advice.Fix(parameter, best.get(parameter), share))
        : Optional.empty();
  }
}
