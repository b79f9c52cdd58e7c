package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.data.Task;
import dev.glissade.train.Metrics;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Goal;
import java.util.List;
import java.util.Locale;

/// Goals of a study as people write them: metrics of the validation part. What is good is known of
/// each metric.
final class Goals {
  private static final String PART = "validation.";
  private static final List<String> CLASSIFICATION = List.of("accuracy", "macro_f1", "loss");
  private static final List<String> REGRESSION = List.of("rmse", "mae", "r2", "loss");

  private Goals() {}

  private static List<String> metrics(Task.Kind task) {
    return switch (task) {
      case CLASSIFICATION -> CLASSIFICATION;
      case REGRESSION -> REGRESSION;
    };
  }

  /// What a study is after if nobody says so: accuracy, or the root of the mean squared error.
  static String usual(Task.Kind task) {
    return PART + metrics(task).getFirst();
  }

  /// The goals of these names.
  ///
  /// @param prefix of messages
  /// @throws IllegalArgumentException if the task has no such metric
  static List<Goal> parse(String prefix, List<String> names, Task.Kind task) {
    List<String> known = metrics(task).stream().map(PART::concat).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw Names.unknown(prefix + "goals", "metrics", name, known);
      }
    }
    return names.stream().map(name -> goal(name.substring(PART.length()))).toList();
  }

  private static Goal goal(String metric) {
    boolean isLargeGood = List.of("accuracy", "macro_f1", "r2").contains(metric);
    return new Goal(PART + metric, isLargeGood ? Direction.MAXIMIZE : Direction.MINIMIZE);
  }

  /// The values of goals, by metrics of the validation part.
  static List<Double> values(List<Goal> goals, Metrics validation) {
    return goals.stream().map(goal -> value(goal, validation)).toList();
  }

  /// The value of one goal.
  static double value(Goal goal, Metrics metrics) {
    return metrics.values().getOrDefault(name(goal), Double.NaN);
  }

  private static String name(Goal goal) {
    return goal.metric().substring(goal.metric().indexOf('.') + 1);
  }

  /// The word of a direction in files: `minimize` or `maximize`.
  static String word(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }
}
