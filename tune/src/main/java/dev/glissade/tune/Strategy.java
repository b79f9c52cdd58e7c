package dev.glissade.tune;

import java.util.LinkedHashMap;
import java.util.List;

/// Who decides in a study: who proposes, who stops, and who spends the effort.
public record Strategy(Sampler sampler, Stopper stopper, Scheduler scheduler) {
  /// Nobody is stopped.
  public Strategy(Sampler sampler, Scheduler scheduler) {
    this(sampler, Stopper.none(), scheduler);
  }

  /// The definition of a study with this strategy, with seed 0, lag 1 and no notes. Its `with…`
  /// methods change that.
  public Definition define(Goal goal, Space space) {
    return define(List.of(goal), space);
  }

  /// The same with several goals.
  public Definition define(List<Goal> goals, Space space) {
    return new Definition(
        goals,
        space,
        sampler.describe(),
        stopper.describe(),
        scheduler.describe(),
        0,
        1,
        new LinkedHashMap<>());
  }

  /// Checks that a definition names this strategy.
  ///
  /// @throws IllegalArgumentException naming what differs
  void check(Definition definition) {
    check("sampler", definition.sampler(), sampler.describe());
    check("stopper", definition.stopper(), stopper.describe());
    check("scheduler", definition.scheduler(), scheduler.describe());
  }

  /// Whether a definition names this strategy.
  boolean isOf(Definition definition) {
    return definition.sampler().equals(sampler.describe())
        && definition.stopper().equals(stopper.describe())
        && definition.scheduler().equals(scheduler.describe());
  }

  private static void check(String kind, String expected, String got) {
    if (!expected.equals(got)) {
      throw new IllegalArgumentException(
          kind
              + ": expected that of the study, "
              + expected
              + ", but got "
              + got
              + " — help: open the study with its own, or redefine it");
    }
  }
}
