package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// A tensor that is learned: its path, what it is for, how it begins, and its node in the traced
/// graph.
public record Parameter(
    String path, Shape shape, Role role, Initializer initializer, Tensor tensor) {}
