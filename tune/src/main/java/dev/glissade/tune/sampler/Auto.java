package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;

/// `auto`: the sampler that fits a study: `gp` for one goal and up to 20 parameters while there are
/// at most 300 trials, `tpe` otherwise; neither proposes what a trial had already, so that a small
/// space is searched without replacement.
///
/// `explain` says which it is and why. `docs/tuners.md` says where which of them is better.
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
        && history.trials().size() <= MOST_TRIALS;
  }

  /// Which sampler proposes next, and why, in words.
  public String explain(History history) {
    String facts =
        "%d goals, %d parameters, %d trials"
            .formatted(history.goals().size(), history.space().size(), history.trials().size());
    String rule =
        " (gp for one goal, at most %d parameters and %d trials)"
            .formatted(MOST_PARAMETERS, MOST_TRIALS);
    return (isForModel(history) ? "gp: " : "tpe: ") + facts + rule;
  }

  @Override
  public String describe() {
    return "auto";
  }
}
