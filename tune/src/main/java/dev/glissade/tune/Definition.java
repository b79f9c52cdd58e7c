package dev.glissade.tune;

import java.util.List;
import java.util.SequencedMap;

/// What a study is: everything that decides what is proposed, except the objective.
///
/// @param goals at least one; the first is reported on the way
/// @param space what varies; the objective may ask for more
/// @param sampler in the form of `Sampler.describe`
/// @param stopper in the form of `Stopper.describe`, or `none`
/// @param scheduler in the form of `Scheduler.describe`
/// @param seed of all draws
/// @param lag how many works may be under way unseen: decision `k` knows exactly the first
///     `k − lag + 1` works, whatever the number of workers, so that it does not change what is
///     proposed; 0 for all that have ended when it is made, which is faster and depends on who
///     comes first
/// @param notes fingerprints of data, code and machine, and anything else to remember
public record Definition(
    List<Goal> goals,
    Space space,
    String sampler,
    String stopper,
    String scheduler,
    long seed,
    int lag,
    SequencedMap<String, String> notes) {}
