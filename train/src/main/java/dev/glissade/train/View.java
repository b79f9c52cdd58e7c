package dev.glissade.train;

import dev.glissade.engine.State;
import java.util.Map;

/// A state, with the running products that its averages are read through.
public record View(State state, Map<String, Double> products) {}
