package dev.glissade.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// What an optimiser's name stood for when it was used: what a checkpoint says, so that nobody goes
/// on in other conventions without knowing.
///
/// @param optimizer its name
/// @param dialect the name of the dialect
/// @param choices what was chosen where dialects differ, by convention
public record Meaning(String optimizer, String dialect, SequencedMap<String, String> choices) {
  private static final String NONE = "none";

  /// Keeps an unmodifiable copy.
  public Meaning {
    choices = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(choices));
  }

  /// What a name stands for now.
  public static Meaning of(NamedOptimizer optimizer, Dialect dialect) {
    return new Meaning(
        optimizer.label(), dialect.label(), Conventions.of(optimizer, dialect).choices());
  }

  /// One thing that is not the same: `optimizer`, `dialect`, or a convention such as
  /// `conventions.epsilon`.
  public record Difference(String what, String was, String isNow) {}

  /// What is different in another meaning.
  public List<Difference> differences(Meaning isNow) {
    List<Difference> all = new ArrayList<>();
    compare("optimizer", optimizer, isNow.optimizer, all);
    compare("dialect", dialect, isNow.dialect, all);
    SequencedSet<String> names = new LinkedHashSet<>(choices.keySet());
    names.addAll(isNow.choices.keySet());
    for (String name : names) {
      String was = choices.getOrDefault(name, NONE);
      compare("conventions." + name, was, isNow.choices.getOrDefault(name, NONE), all);
    }
    return all;
  }

  private static void compare(String what, String was, String isNow, List<Difference> all) {
    if (!was.equals(isNow)) {
      all.add(new Difference(what, was, isNow));
    }
  }

  /// Whether averages of the one are averages of the other: the same optimiser by the same
  /// conventions, whatever the dialect is called.
  public boolean isSameMemory(Meaning other) {
    return optimizer.equals(other.optimizer) && choices.equals(other.choices);
  }
}
