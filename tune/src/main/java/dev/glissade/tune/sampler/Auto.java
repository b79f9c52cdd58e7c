package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;

/// `auto`: the sampler that fits a study: `gp` for one goal and up to 20 parameters, for the first
/// 300 trials where some parameter is a real number and for the first 50 where none is; `tpe`
/// otherwise. Neither proposes what a trial had already, so that a small space is searched without
/// replacement.
///
/// The numbers come from Branin's, Hartmann's and Rosenbrock's functions, where `gp` is far ahead,
/// and from tables of trainings with discrete parameters only, where it is ahead until some 50
/// trials. `explain` says which it is and why.
public final class Auto implements Sampler {
  private static final int MOST_PARAMETERS = 20;
  private static final int MOST_REAL = 300;
  private static final int MOST_DISCRETE = 50;

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
        && history.trials().size() < most(history);
  }

  private static int most(History history) {
    boolean isDiscrete =
        history.space().dimensions().stream().allMatch(it -> it.param().count().isPresent());
    return isDiscrete ? MOST_DISCRETE : MOST_REAL;
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
                most(history));
  }

  @Override
  public String describe() {
    return "auto";
  }
}
