package dev.glissade.tune.page;

import java.time.Duration;

/// When a worker was busy with a trial, counted from the beginning of the study.
public record Span(int trial, String worker, Duration from, Duration to) {}
