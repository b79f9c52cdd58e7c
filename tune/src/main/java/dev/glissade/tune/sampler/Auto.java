package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;

/// `auto`: the sampler that fits a study: `gp` for one goal and up to 20 parameters in the first
/// 300 trials, `tpe` otherwise. Neither proposes what a trial had already, so that a small space is
/// searched without replacement.
///
/// On functions of real numbers (Branin, Hartmann, Rosenbrock) and on tables of trainings with
/// discrete parameters `gp` was ahead of `tpe`, or as good, for as many trials as were measured
/// (100 to 200); it takes some 20 ms for a proposal then, more with the cube of the trials.
/// `explain` says which it is and why.
public final class Auto implements Sampler {
  private static final int MOST_PARAMETERS = 20;
  private static final int MOST_TRIALS = 300;

  private final Sampler model = new WithoutDuplicates(new GaussianProcess(10));
  private final Sampler densities = new WithoutDuplicates(new Tpe());

  /// A choice that nothing needs to be said for.
  public Auto() {}

  @Override
  public Configuration propose(History history, Draws draws) {
    return (isForModel(history) ? model : densities).propose(history, draws);
  }

  private static boolean isForModel(History history) {
    return history.goals().size() == 1
        && history.space().size() <= MOST_PARAMETERS
        && history.trials().size() < MOST_TRIALS;
  }

  /// Which sampler proposes next, and why, in words.
  public String explain(History history) {
    return (isForModel(history) ? "gp" : "tpe")
        + ": %d goals, %d parameters, %d trials (gp for 1 goal, at most %d parameters, before trial %d)"
            .formatted(
                history.goals().size(),
                history.space().size(),
                history.trials().size(),
                MOST_PARAMETERS,
                MOST_TRIALS);
  }

  @Override
  public String describe() {
    return "auto";
  }
}
