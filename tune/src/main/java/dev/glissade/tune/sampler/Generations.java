package dev.glissade.tune.sampler;

import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A search by generations as a fold over the trials in the order of their numbers: each generation
/// is the next so many trials, and the state after it follows from the state before and from what
/// is known of these trials.
///
/// A generation is complete when its last trial was proposed; those still under way count as soon
/// as they have ended, as if they had been known from the beginning. What was computed is kept as
/// long as the records of trials stay the same objects.
///
/// @param <S> what is known after a generation
final class Generations<S> {
  private volatile Optional<Folded<S>> last = Optional.empty();

  /// How a search goes on.
  interface Rule<S> {
    /// What is known before the first trial.
    S begin();

    /// How many trials belong to the next generation.
    int size(S state);

    /// What is known after the next generation.
    S after(S state, List<TrialRecord> generation);
  }

  private record Step<S>(List<TrialRecord> generation, S after) {}

  private record Folded<S>(Space space, List<Goal> goals, List<Step<S>> steps) {}

  /// What is known after all generations whose trials were all proposed.
  S fold(History history, Rule<S> rule) {
    List<Step<S>> known = known(history);
    List<Step<S>> steps = new ArrayList<>();
    List<TrialRecord> trials = history.trials();
    S state = rule.begin();
    boolean isSame = true;
    for (int from = 0, size = rule.size(state); from + size <= trials.size(); ) {
      List<TrialRecord> generation = trials.subList(from, from + size);
      int at = steps.size();
      isSame = isSame && at < known.size() && isSame(known.get(at).generation, generation);
      Step<S> step =
          isSame
              ? known.get(at)
              : new Step<>(List.copyOf(generation), rule.after(state, generation));
      steps.add(step);
      state = step.after;
      from += size;
      size = rule.size(state);
    }
    last = Optional.of(new Folded<>(history.space(), history.goals(), steps));
    return state;
  }

  private List<Step<S>> known(History history) {
    return last.filter(it -> it.space.equals(history.space()))
        .filter(it -> it.goals.equals(history.goals()))
        .map(Folded::steps)
        .orElse(List.of());
  }

  // Records are compared as objects, because that is quick and enough.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(List<TrialRecord> left, List<TrialRecord> right) {
    return left.size() == right.size()
        && IntStream.range(0, left.size()).allMatch(i -> left.get(i) == right.get(i));
  }
}
