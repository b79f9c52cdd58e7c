package dev.glissade.tune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
    SequencedMap<String, String> notes) {
  /// Copies goals and notes, and checks that there is a goal and that the lag is not negative.
  ///
  /// @throws IllegalArgumentException otherwise
  public Definition {
    goals = List.copyOf(goals);
    notes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(notes));
    if (goals.isEmpty()) {
      throw new IllegalArgumentException("study: expected at least one goal, but got none");
    }
    if (lag < 0) {
      throw new IllegalArgumentException("lag: expected 0 or more works, but got " + lag);
    }
  }

  /// The same with another space.
  public Definition withSpace(Space changed) {
    return new Definition(goals, changed, sampler, stopper, scheduler, seed, lag, notes);
  }

  /// The same with another seed.
  public Definition withSeed(long changed) {
    return new Definition(goals, space, sampler, stopper, scheduler, changed, lag, notes);
  }

  /// The same with another lag, which should be at least the number of workers, so that none waits.
  public Definition withLag(int changed) {
    return new Definition(goals, space, sampler, stopper, scheduler, seed, changed, notes);
  }

  /// The same with one more note.
  public Definition withNote(String name, String text) {
    SequencedMap<String, String> more = new LinkedHashMap<>(notes);
    more.put(name, text);
    return new Definition(goals, space, sampler, stopper, scheduler, seed, lag, more);
  }

  /// What differs from another definition, each as `name: expected …, but got …`; notes may differ.
  List<String> differences(Definition other) {
    var found = new ArrayList<String>();
    note(found, "goals", goals, other.goals);
    note(found, "space", space, other.space);
    note(found, "sampler", sampler, other.sampler);
    note(found, "stopper", stopper, other.stopper);
    note(found, "scheduler", scheduler, other.scheduler);
    note(found, "seed", seed, other.seed);
    note(found, "lag", lag, other.lag);
    return found;
  }

  private static void note(List<String> found, String name, Object expected, Object got) {
    if (!expected.equals(got)) {
      found.add(name + ": expected " + expected + ", but got " + got);
    }
  }
}
