package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;

/// How samplers begin that learn: evenly, with `sobol` as far as it goes, at random beyond.
final class Startup {
  private Startup() {}

  static Configuration propose(History history, Draws draws) {
    boolean isFew = history.space().size() <= SobolSequence.MOST_DIMENSIONS;
    Sampler sampler = isFew ? new Sobol() : new RandomSearch();
    return sampler.propose(history, draws);
  }
}
