package dev.glissade.train;

/// A number that a person changed while training ran: `knob` is `value` from `step` on.
public record KnobChange(String knob, long step, double value) {}
