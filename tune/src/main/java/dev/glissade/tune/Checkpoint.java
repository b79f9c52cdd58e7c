package dev.glissade.tune;

/// Where a trial can go on: the state after a step, and the hash by which it is found.
record Checkpoint(long step, String hash) {}
