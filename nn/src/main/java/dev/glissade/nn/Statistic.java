package dev.glissade.nn;

import dev.glissade.engine.Shape;

/// A tensor that a layer keeps up to date by itself, for example a running mean; `initial` fills it
/// at first.
public record Statistic(String path, Shape shape, double initial) {}
