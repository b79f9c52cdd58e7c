package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;

/// `random`: each parameter uniform on its scale, independent of everything before (Bergstra and
/// Bengio 2012).
public record RandomSearch() implements Sampler {
  @Override
  public Configuration propose(History history, Draws draws) {
    Space space = history.space();
    return space.draw(attempt -> draws.uniforms(space.size()));
  }

  @Override
  public String describe() {
    return "random";
  }
}
