package dev.glissade.tune.analysis;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// What to try again on new data, or a new machine: five old winners, two neighbours of each, what
/// one would take without tuning, and ten fresh configurations.
///
/// All are to be trained with the same seeds, as the trials of a new study in this order.
public record RetestPlan(Space space, List<Candidate> candidates) {
  private static final int WINNERS = 5;
  private static final int NEIGHBOURS = 2;
  private static final int FRESH = 10;
  private static final int ATTEMPTS = 100;

  /// How far a neighbour is moved in the scale of one parameter.
  private static final double FAR = 0.15;

  /// Why a configuration is tried.
  public enum Kind {
    /// One of the best of the old study.
    WINNER,
    /// A winner with one parameter moved.
    NEIGHBOUR,
    /// What one would take without tuning.
    DEFAULT,
    /// New, from a sampler.
    FRESH
  }

  /// A configuration to try.
  ///
  /// @param loss what the old study found for it, small is good; empty if it was not tried
  public record Candidate(Kind kind, Configuration configuration, OptionalDouble loss) {}

  /// Makes the plan.
  ///
  /// @param usual what one would take without tuning
  /// @param fresh who proposes the new ones
  public static RetestPlan of(
      History history, Optional<Configuration> usual, Sampler fresh, long seed) {
    List<Candidate> candidates = new ArrayList<>();
    Set<Configuration> known = new HashSet<>();
    List<TrialRecord> winners = winners(history, seed);
    for (TrialRecord each : winners) {
      OptionalDouble loss = OptionalDouble.of(history.loss(score(each)));
      known.add(each.configuration());
      candidates.add(new Candidate(Kind.WINNER, each.configuration(), loss));
    }
    Draws draws = Draws.of(seed, 0, "retest");
    for (TrialRecord each : winners) {
      for (int i = 0; i < NEIGHBOURS; i++) {
        neighbour(history.space(), each.configuration(), known, draws)
            .ifPresent(it -> candidates.add(untried(Kind.NEIGHBOUR, it)));
      }
    }
    usual.filter(known::add).ifPresent(it -> candidates.add(untried(Kind.DEFAULT, it)));
    List<TrialRecord> trials = new ArrayList<>(history.trials());
    for (int i = 0; i < FRESH; i++) {
      int number = trials.size();
      Configuration proposed =
          fresh.propose(
              new History(history.goals(), history.space(), List.copyOf(trials)),
              Draws.of(seed, number, "retest-fresh"));
      trials.add(TrialRecord.begun(number, proposed, 0));
      candidates.add(untried(Kind.FRESH, proposed));
    }
    return new RetestPlan(history.space(), List.copyOf(candidates));
  }

  private static Candidate untried(Kind kind, Configuration configuration) {
    return new Candidate(kind, configuration, OptionalDouble.empty());
  }

  private static List<TrialRecord> winners(History history, long seed) {
    List<TrialRecord> winners = new ArrayList<>();
    Set<Configuration> known = new HashSet<>();
    for (Honesty.Leader each : Honesty.of(history, seed).leaders()) {
      history.trials().stream()
          .filter(trial -> trial.number() == each.trial() && known.add(trial.configuration()))
          .forEach(winners::add);
    }
    return winners.stream().limit(WINNERS).toList();
  }

  /// The mean of the repeats, or the claim of a trial without.
  private static double score(TrialRecord trial) {
    return trial.repeats().stream()
        .mapToDouble(TrialRecord.Repeat::value)
        .filter(Double::isFinite)
        .average()
        .orElse(trial.values().getFirst());
  }

  /// The configuration with one parameter moved, which is not known yet.
  private static Optional<Configuration> neighbour(
      Space space, Configuration configuration, Set<Configuration> known, Draws draws) {
    for (int attempt = 0; attempt < ATTEMPTS && space.size() > 0; attempt++) {
      double[] units = space.encode(configuration);
      int moved = draws.below(units.length);
      Param param = space.dimensions().get(moved).param();
      double step = draws.uniform() < 0.5 ? -FAR : FAR;
      for (int i = 0; i < units.length; i++) {
        // What the moved parameter brings into being gets a value by lot.
        units[i] = Double.isNaN(units[i]) ? draws.uniform() : units[i];
      }
      units[moved] = param.isUnordered() ? draws.uniform() : units[moved] + step;
      Configuration near = space.decode(units);
      if (space.allows(near) && known.add(near)) {
        return Optional.of(near);
      }
    }
    return Optional.empty();
  }
}
