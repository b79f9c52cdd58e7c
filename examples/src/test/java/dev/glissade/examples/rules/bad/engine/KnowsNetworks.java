package dev.glissade.examples.rules.bad.engine;

import dev.glissade.examples.rules.bad.nn.KnowsEngine;
import org.junit.jupiter.api.Assertions;

/// An arrow in the wrong direction, half of a circle, and a library in the core.
public record KnowsNetworks(KnowsEngine network) {
  public KnowsNetworks {
    Assertions.assertNotNull(network);
  }
}
