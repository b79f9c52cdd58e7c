package dev.glissade.engine.kernels;

/// The table of contents of a provider: one family of kernels each. Implementations have no state
/// and may be used by several threads; only a `MatMul.Product` belongs to the program that made it.
public record Kernels(
    String name,
    Elementwise elementwise,
    Chains chains,
    Reductions reductions,
    Softmax softmax,
    Normalization normalization,
    MatMul matMul) {}
