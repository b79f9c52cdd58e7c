package dev.glissade.experiment;

import dev.glissade.optim.NamedOptimizer;
import dev.glissade.train.TrainEvent;
import dev.glissade.train.TrainingDivergedException;
import dev.glissade.train.TrainingRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// How many steps and seconds optimisers need to reach an accuracy on the validation part.
///
/// Each optimiser first looks for its rate with seed 0, among its usual one times `10^(k/2)`, k
/// from -4 to 4: the one that reaches the goal in the fewest steps, or comes to the highest
/// accuracy. Then all run with the same other seeds, each of which means one division of the data,
/// first weights and order, so that optimisers are compared in pairs. The validation part is looked
/// at after each epoch.
public final class Reach {
  private static final int WIDTH = 4;

  private final String data;
  private final Map<String, String> settings;
  private final Goal goal;

  /// The accuracy to reach, and the number of seeds.
  public record Goal(double accuracy, int seeds) {
    /// Checks both.
    public Goal {
      if (!(accuracy > 0 && accuracy <= 1) || seeds < 2) {
        throw new IllegalArgumentException(
            "goal: expected 0 < accuracy <= 1 and at least 2 seeds, but got %s and %d"
                .formatted(accuracy, seeds));
      }
    }
  }

  /// Trainings on `data` with these settings, texts by name as in `run.yaml`.
  public Reach(String data, Map<String, String> settings, Goal goal) {
    this.data = data;
    this.settings = Map.copyOf(settings);
    this.goal = goal;
  }

  /// One training: whether it reached the goal, its steps and its seconds of training.
  public record Trial(boolean isReached, double best, long steps, double seconds) {
    private boolean isBetterThan(Trial other) {
      return isReached != other.isReached
          ? isReached
          : isReached ? steps < other.steps : best > other.best;
    }
  }

  /// The trainings of one optimiser with its best rate, by seed.
  public record Result(NamedOptimizer optimizer, double rate, List<Trial> trials) {
    /// How many reached the goal.
    public long reached() {
      return trials.stream().filter(Trial::isReached).count();
    }
  }

  /// Runs all; `progress` hears of each optimiser that is done.
  public List<Result> run(List<NamedOptimizer> optimizers, Consumer<NamedOptimizer> progress) {
    List<Result> results = new ArrayList<>();
    // What the compiler of the JVM learns from the first one serves all.
    optimizers.forEach(optimizer -> trial(optimizer, optimizer.usual().learningRate(), 0));
    for (NamedOptimizer optimizer : optimizers) {
      double rate = tuned(optimizer);
      List<Trial> trials =
          IntStream.rangeClosed(1, goal.seeds())
              .mapToObj(seed -> trial(optimizer, rate, seed))
              .toList();
      results.add(new Result(optimizer, rate, trials));
      progress.accept(optimizer);
    }
    return results;
  }

  private double tuned(NamedOptimizer optimizer) {
    double usual = optimizer.usual().learningRate();
    double chosen = usual;
    Trial best = trial(optimizer, usual, 0);
    for (int k = -WIDTH; k <= WIDTH; k++) {
      double rate =
          Double.parseDouble(String.format(Locale.ROOT, "%.2e", usual * Math.pow(10, k / 2.0)));
      Trial trial = k == 0 ? best : trial(optimizer, rate, 0);
      if (trial.isBetterThan(best)) {
        best = trial;
        chosen = rate;
      }
    }
    return chosen;
  }

  private Trial trial(NamedOptimizer optimizer, double rate, int seed) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("optimizer", optimizer.label());
    all.put("learning-rate", Double.toString(rate));
    all.put("seed", Integer.toString(seed));
    Preparation preparation = Preparation.of(SettingsFile.of(data, all));
    AtomicBoolean isReached = new AtomicBoolean();
    double[] best = {0, 0};
    Consumer<TrainEvent> listener =
        event -> {
          if (event instanceof TrainEvent.EpochFinished epoch) {
            best[0] = Math.max(best[0], epoch.validation().orElseThrow().accuracy());
            best[1] = epoch.seconds();
            isReached.compareAndSet(false, best[0] >= goal.accuracy());
          }
        };
    try (TrainingRun run =
        preparation
            .trainer()
            .listener(listener, 0)
            .stopWhen(isReached::get)
            .start(preparation.splits())) {
      try {
        run.finish();
      } catch (TrainingDivergedException _) {
        return new Trial(false, 0, run.clock().step(), best[1]);
      }
      return new Trial(isReached.get(), best[0], run.clock().step(), best[1]);
    }
  }

  /// The results as a table in Markdown, with 95 % intervals by Student's distribution. The last
  /// column is the geometric mean of steps beside those of the first optimiser with the same seed.
  public static List<String> table(List<Result> results) {
    List<String> lines = new ArrayList<>();
    String first = results.getFirst().optimizer().label();
    lines.add(
        "| optimizer | rate | reached | steps | seconds | steps beside %s's |".formatted(first));
    lines.add("|---|---:|---:|---:|---:|---:|");
    for (Result result : results) {
      lines.add(
          "| %s | %s | %d of %d | %s | %s | %s |"
              .formatted(
                  result.optimizer().label(),
                  result.rate(),
                  result.reached(),
                  result.trials().size(),
                  interval(result.trials().stream().mapToDouble(Trial::steps).toArray(), "%.0f"),
                  interval(result.trials().stream().mapToDouble(Trial::seconds).toArray(), "%.2f"),
                  ratio(result, results.getFirst())));
    }
    return lines;
  }

  private static String interval(double[] values, String format) {
    Interval interval = Interval.of(values);
    String pattern = format + " ± " + format;
    return String.format(Locale.ROOT, pattern, interval.mean(), interval.half());
  }

  private static String ratio(Result result, Result first) {
    if (result == first) {
      return "1";
    }
    double[] logarithms = new double[result.trials().size()];
    for (int i = 0; i < logarithms.length; i++) {
      double ours = result.trials().get(i).steps();
      logarithms[i] = Math.log(ours / first.trials().get(i).steps());
    }
    Interval interval = Interval.of(logarithms);
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        Math.exp(interval.mean()),
        Math.exp(interval.mean() - interval.half()),
        Math.exp(interval.mean() + interval.half()));
  }

  /// A mean and half of its 95 % interval.
  record Interval(double mean, double half) {
    /// The 97.5 % points of Student's distribution for 1, 2, … degrees of freedom.
    private static final double[] STUDENT = {
      12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
      2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086
    };

    static Interval of(double... values) {
      double mean = java.util.Arrays.stream(values).average().orElse(Double.NaN);
      OptionalDouble squares =
          java.util.Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average();
      int freedom = values.length - 1;
      double variance = squares.orElse(0) * values.length / freedom;
      double t = STUDENT[Math.min(freedom, STUDENT.length) - 1];
      return new Interval(mean, t * Math.sqrt(variance / values.length));
    }
  }
}
