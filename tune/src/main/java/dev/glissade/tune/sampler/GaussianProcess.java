package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;

/// `gp(startup=10)`: Bayesian optimisation. A Gaussian process of the losses says where the
/// logarithm of the expected improvement over the best is largest (Jones, Schonlau and Welch 1998;
/// Ament et al. 2023). The first trials are those of `sobol`.
///
/// The model is that of Optuna's `GPSampler`: Matérn 5/2 with a length for each parameter, equal or
/// not for words without an order, most likely a posteriori. Different is that the worse half of
/// the losses is brought near the median first, that trials which failed, were stopped or break a
/// constraint count as bad ones (see `Observations`), and that several goals are weighed at random
/// in each trial (Knowles 2006). Of more than 500 trials the best and the latest count.
///
/// @param startup how many results there must be before the model is asked
public record GaussianProcess(int startup) implements Sampler {
  private static final int MOST = 500;

  /// Checks the number.
  public GaussianProcess {
    if (startup < 2) {
      throw new IllegalArgumentException("gp: expected startup of at least 2, but got " + startup);
    }
  }

  @Override
  public Configuration propose(History history, Draws draws) {
    Cube cube = new Cube(history.space());
    Observations observed =
        history.goals().size() == 1
            ? Observations.of(history, cube)
            : Observations.of(history, cube, Scalarisation.of(history, draws)::loss);
    if (observed.size() < startup || cube.size() == 0) {
      return Startup.propose(history, draws);
    }
    Observations kept = observed.atMost(MOST);
    double[] losses = Warp.warped(kept.losses());
    Kernel kernel = KernelFit.of(cube, kept.points(), losses);
    Posterior posterior = Posterior.of(cube, kernel, kept, losses, draws);
    double[] best = kept.points().get(kept.best());
    return cube.configuration(new ImprovementSearch(cube, posterior, observed, draws).best(best));
  }

  @Override
  public String describe() {
    return "gp(startup=" + startup + ")";
  }
}
