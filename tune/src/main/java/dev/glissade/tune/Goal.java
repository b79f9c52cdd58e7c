package dev.glissade.tune;

/// What a study is after: a metric such as `validation.accuracy`, and which way is good.
public record Goal(String metric, Direction direction) {}
