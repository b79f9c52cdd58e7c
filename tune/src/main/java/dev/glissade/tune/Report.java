package dev.glissade.tune;

/// The value of the first goal after a step (epoch, round, …) of a trial, as the objective told it.
public record Report(long step, double value) {}
