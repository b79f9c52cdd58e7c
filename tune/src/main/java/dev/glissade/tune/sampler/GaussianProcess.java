package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;

/// Bayesian optimisation: a Gaussian process of the losses, and the point where the logarithm of
/// the expected improvement over the best is largest (Jones, Schonlau and Welch 1998; Ament et al.
/// 2023).
///
/// @param startup how many results there must be before the model is asked
public record GaussianProcess(int startup) implements Sampler {
  private static final int MOST = 500;

  @Override
  public Configuration propose(History history, Draws draws) {
    Cube cube = new Cube(history.space());
    Observations observed = Observations.of(history, cube);
    if (observed.size() < startup || cube.size() == 0) {
      return Startup.propose(history, draws);
    }
    Observations kept = observed.atMost(MOST);
    double[] losses = Warp.warped(kept.losses());
    Kernel kernel = KernelFit.of(cube, kept.points(), losses);
    Posterior posterior = Posterior.of(cube, kernel, kept, losses, draws);
    double[] best = kept.points().get(kept.best());
    return cube.configuration(new ImprovementSearch(cube, posterior, draws).best(best));
  }

  @Override
  public String describe() {
    return "gp(startup=" + startup + ")";
  }
}
