package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `tpe(startup=10,candidates=64)`: the tree-structured Parzen estimator (Bergstra et al. 2011) as
/// in Optuna 5.0: two densities, `l` of the good trials and `g` of the others, and of some points
/// that are drawn from `l` the one where `l/g` is largest.
///
/// The densities are those of Optuna's defaults, joint over all parameters (Falkner et al. 2018),
/// to 10⁻¹⁰; see `Parzen` for them, `TpeSplit` for which trials are good. Different is:
///
/// - Coordinates are those of the parameter's scale, so that scales which Optuna does not have are
///   treated like its logarithm.
/// - What was tried already is not proposed again, as long as drawing finds anything else.
/// - 64 points are drawn, not 24.
/// - The densities are joint with several goals too.
/// - Failed trials count as bad; Optuna leaves them out.
/// - A parameter that a trial does not have, because its condition does not hold, has the kernel of
///   the prior there; a point that does not have it is compared without it. So all trials take part
///   in one joint density. (Optuna draws such parameters one by one, or by groups.)
///
/// `docs/tuners.md` says what these are worth.
public final class Tpe implements Sampler {
  private static final int TRIES = 10;

  private final int startup;
  private final int candidates;
  private Optional<Parzen> fitted = Optional.empty();

  /// With 10 trials at random to begin with, and 64 candidates.
  public Tpe() {
    this(10, 64);
  }

  /// @param startup how many trials have to end before the densities are used
  /// @param candidates how many points are drawn for a proposal
  public Tpe(int startup, int candidates) {
    if (startup < 1 || candidates < 1) {
      throw new IllegalArgumentException(
          "tpe: expected startup and candidates of at least 1, but got startup=%d and candidates=%d"
              .formatted(startup, candidates));
    }
    this.startup = startup;
    this.candidates = candidates;
  }

  @Override
  public String describe() {
    return "tpe(startup=" + startup + ",candidates=" + candidates + ")";
  }

  @Override
  public synchronized Configuration propose(History history, Draws draws) {
    Space space = history.space();
    if (ended(history) < startup) {
      return atRandom(history, draws);
    }
    Parzen parzen =
        fitted
            .filter(it -> it.canTake(history))
            .orElseGet(() -> new Parzen(space, history.goals()));
    fitted = Optional.of(parzen);
    parzen.fit(history);
    List<double[]> points = candidates(parzen, space, draws);
    return points.isEmpty() ? atRandom(history, draws) : space.decode(best(parzen, points));
  }

  /// Something new if some drawings find it.
  private Configuration atRandom(History history, Draws draws) {
    Space space = history.space();
    Configuration drawn = space.draw(_ -> draws.uniforms(space.size()));
    for (int i = 1; i < TRIES * candidates && wasTried(history, drawn); i++) {
      drawn = space.draw(_ -> draws.uniforms(space.size()));
    }
    return drawn;
  }

  private static boolean wasTried(History history, Configuration configuration) {
    return history.trials().stream().anyMatch(it -> it.configuration().equals(configuration));
  }

  /// Points drawn from `l` that are allowed and new, from at most ten times as many.
  private List<double[]> candidates(Parzen parzen, Space space, Draws draws) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < TRIES * candidates && points.size() < candidates; i++) {
      double[] point = parzen.draw(draws);
      if (isAllowed(point, space) && !parzen.wasTried(point)) {
        points.add(point);
      }
    }
    return points;
  }

  /// The point with the largest `l/g`. As `g` is at least the prior's part of it, most points are
  /// known to have less from `l` alone, which has few kernels.
  private static double[] best(Parzen parzen, List<double[]> points) {
    double[] bounds = new double[points.size()];
    Arrays.setAll(bounds, i -> parzen.logBelow(points.get(i)) - parzen.leastAbove());
    double most = Double.NEGATIVE_INFINITY;
    int best = 0;
    int next = largest(bounds);
    while (bounds[next] > most) {
      double ratio = bounds[next] + parzen.leastAbove() - parzen.logAbove(points.get(next));
      best = ratio > most ? next : best;
      most = Math.max(ratio, most);
      bounds[next] = Double.NEGATIVE_INFINITY;
      next = largest(bounds);
    }
    return points.get(best);
  }

  private static int largest(double[] numbers) {
    int largest = 0;
    for (int i = 1; i < numbers.length; i++) {
      largest = numbers[i] > numbers[largest] ? i : largest;
    }
    return largest;
  }

  /// Whether a point keeps to the constraints; coordinates of what is absent there become NaN.
  private static boolean isAllowed(double[] point, Space space) {
    boolean isPlain =
        space.constraints().isEmpty()
            && space.dimensions().stream().allMatch(it -> it.condition().isEmpty());
    if (isPlain) {
      return true;
    }
    Configuration drawn = space.decode(point);
    for (int i = 0; i < point.length; i++) {
      point[i] = drawn.has(space.dimensions().get(i).name()) ? point[i] : Double.NaN;
    }
    return space.keepsConstraints(drawn);
  }

  private static int ended(History history) {
    int ended = 0;
    for (TrialRecord trial : history.trials()) {
      boolean hasEnded = trial.state() != TrialState.RUNNING && trial.state() != TrialState.FAILED;
      ended += hasEnded ? 1 : 0;
    }
    return ended;
  }
}
