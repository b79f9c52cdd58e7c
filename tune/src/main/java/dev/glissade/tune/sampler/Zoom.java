package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import java.util.Arrays;
import java.util.List;

/// `zoom(inner,after=20)`: from coarse to fine. After each `after` complete trials what the inner
/// sampler proposes is brought into a smaller `Box` around the best 20 % of the trials so far; a
/// fifth of the proposals stays in the box before, so that a box that was too small can grow again.
///
/// It is meant for samplers that fill the space evenly and do not learn by themselves: `sobol`,
/// `halton`, `random`. The space of the study does not change; to change it once and for all, take
/// the `SpaceEdit` of `Box.narrow`.
///
/// @param inner who proposes points of the whole space
/// @param after how many complete trials until the next, smaller box
public record Zoom(Sampler inner, int after) implements Sampler {
  private static final double OLD = 0.2;

  /// Checks the number.
  public Zoom {
    if (after < 5) {
      throw new IllegalArgumentException("zoom: expected after of at least 5, but got " + after);
    }
  }

  @Override
  public Configuration propose(History history, Draws draws) {
    Configuration proposed = inner.propose(history, draws);
    Space space = history.space();
    Box box = box(history, draws.uniform() < OLD);
    return space.draw(
        attempt -> {
          double[] units = attempt == 0 ? space.encode(proposed) : draws.uniforms(space.size());
          double[] drawn = draws.uniforms(space.size());
          Arrays.setAll(drawn, i -> Double.isNaN(units[i]) ? drawn[i] : units[i]);
          return box.shrink(drawn);
        });
  }

  private Box box(History history, boolean isBefore) {
    List<TrialRecord> complete = history.trials().stream().filter(Box::isUsable).toList();
    Box box = Box.all(history.space());
    int stages = complete.size() / after - (isBefore ? 1 : 0);
    for (int stage = 1; stage <= stages; stage++) {
      box = box.around(complete.subList(0, stage * after), history);
    }
    return box;
  }

  @Override
  public String describe() {
    return "zoom(" + inner.describe() + ",after=" + after + ")";
  }
}
