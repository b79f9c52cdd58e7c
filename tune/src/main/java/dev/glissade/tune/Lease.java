package dev.glissade.tune;

/// The right of one worker to do a work, until it is no longer renewed in time.
///
/// @param attempt counts how often the work was taken; a worker whose attempt is no longer the last
///     cannot write
public record Lease(long work, String worker, int attempt) {}
