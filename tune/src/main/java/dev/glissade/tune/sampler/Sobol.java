package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;

/// `sobol`: the points of a scrambled `SobolSequence`, which fill the space most evenly after `2^k`
/// trials. The point of a trial depends on its number only. Optuna's `QMCSampler` does not scramble
/// unless told to, and draws its first trial at random.
public record Sobol() implements Sampler {
  @Override
  public Configuration propose(History history, Draws draws) {
    Space space = history.space();
    var sequence = new SobolSequence(space.size(), draws.shared("sobol"));
    int number = history.trials().size();
    return space.draw(attempt -> sequence.point(number + (attempt << 20)));
  }

  @Override
  public String describe() {
    return "sobol";
  }
}
