package dev.glissade.examples.rules.bad.nn;

import dev.glissade.examples.rules.bad.engine.KnowsNetworks;

/// The other half of the circle.
public record KnowsEngine(KnowsNetworks engine) {}
