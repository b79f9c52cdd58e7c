package dev.glissade.data;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// What is to be predicted: one of several classes, or numbers.
public sealed interface Task {
  /// Classification or regression.
  Kind kind();

  /// How many values `Dataset.targets` writes for an example.
  int targetWidth();

  /// How many units the last layer of a network for this task has.
  int outputs();

  /// The two kinds of task.
  enum Kind {
    /// One of several classes.
    CLASSIFICATION,
    /// Numbers.
    REGRESSION;

    /// The word for it in commands and files: `classification` or `regression`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The kind for a word.
    public static Kind parse(String word) {
      for (Kind kind : values()) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      throw Names.unknown("task", "words", word, List.of("classification", "regression"));
    }
  }

  /// The prediction of one class of at least two; the target of an example is the index of its
  /// class.
  ///
  /// @param classes the classes' names, all different
  record Classification(List<String> classes) implements Task {
    /// Checks the classes.
    public Classification {
      classes = List.copyOf(classes);
      if (classes.size() < 2) {
        throw DataException.expected("Classification", "at least two classes", classes.toString());
      }
      if (new HashSet<>(classes).size() < classes.size()) {
        throw DataException.expected("Classification", "classes that differ", Names.list(classes));
      }
    }

    @Override
    public Kind kind() {
      return Kind.CLASSIFICATION;
    }

    @Override
    public int targetWidth() {
      return 1;
    }

    @Override
    public int outputs() {
      return classes.size();
    }
  }

  /// The prediction of one number or several.
  ///
  /// @param targets the numbers' names, at least one
  record Regression(List<String> targets) implements Task {
    /// Checks the targets.
    public Regression {
      targets = List.copyOf(targets);
      if (targets.isEmpty()) {
        throw DataException.expected("Regression", "at least one target", "none");
      }
    }

    @Override
    public Kind kind() {
      return Kind.REGRESSION;
    }

    @Override
    public int targetWidth() {
      return targets.size();
    }

    @Override
    public int outputs() {
      return targets.size();
    }
  }
}
