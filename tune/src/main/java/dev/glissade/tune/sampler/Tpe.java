package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialState;
import org.jspecify.annotations.Nullable;
import java.util.HashSet;
import java.util.Set;
import dev.glissade.tune.*;

public final class Tpe implements Sampler {
  private final int startup;
  private final int candidates;
  private final boolean distinct;
  private @Nullable Parzen parzen;

  public Tpe(int startup, int candidates, boolean distinct) {
    this.startup = startup;
    this.candidates = candidates;
    this.distinct=distinct;
  }

  @Override
  public String describe() {
    return "tpe";
  }

  @Override
  public synchronized Configuration propose(History history, Draws draws) {
    Space space = history.space();
    int ended = 0;
    for (var trial : history.trials()) {
      ended += trial.state() != TrialState.RUNNING && trial.state() != TrialState.FAILED ? 1 : 0;
    }
    if (ended < startup) {
      return space.draw(_ -> draws.uniforms(space.size()));
    }
    Parzen fitted = parzen;
    if (fitted == null || !fitted.space().equals(space) || fitted.size() > history.trials().size()) {
      fitted = new Parzen(space);
      parzen = fitted;
    }
    fitted.fit(history);
    Set<Configuration> seen = new HashSet<>();
    if (distinct) for (TrialRecord t : history.trials()) seen.add(t.configuration());
    double best = Double.NEGATIVE_INFINITY;
    double[] chosen = new double[0];
    int left = candidates;
    for (int i = 0; i < 10*candidates && left>0; i++) {
      double[] point = fitted.draw(draws);
      if (distinct && seen.contains(space.decode(point))) { continue; }
      left--;
      double[] densities = fitted.logDensities(point);
      double value = densities[0] - densities[1];
      if (value > best) {
        best = value;
        chosen = point;
      }
    }
    double[] point = chosen.length==0? fitted.draw(draws):chosen;
    return space.draw(_ -> point);
  }
}
