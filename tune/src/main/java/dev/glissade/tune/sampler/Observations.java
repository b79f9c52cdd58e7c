package dev.glissade.tune.sampler;

import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// A history as a model learns from it: points of the cube, each with a finite loss, and the points
/// under way.
///
/// Trials without a value say something too: one that failed counts as the worst that is known, one
/// that was stopped or paused as its last report, but as no better than the median, and one that
/// breaks a black-box constraint as worse than the worst, the more the more it breaks it. Trials
/// that the space no longer knows do not count.
record Observations(List<double[]> points, double[] losses, List<double[]> running) {
  /// What is known of the first goal.
  static Observations of(History history, Cube cube) {
    return of(history, cube, trial -> history.loss(trial.values().getFirst()));
  }

  /// What is known, with the loss of a complete trial by a function.
  static Observations of(History history, Cube cube, ToDoubleFunction<TrialRecord> loss) {
    Scale scale = Scale.of(history, loss);
    List<double[]> points = new ArrayList<>();
    List<double[]> running = new ArrayList<>();
    double[] losses = new double[history.trials().size()];
    for (TrialRecord trial : history.trials()) {
      var point = cube.point(trial.configuration());
      if (point.isEmpty()) {
        continue;
      }
      if (trial.state() == TrialState.RUNNING) {
        running.add(point.get());
      } else {
        losses[points.size()] = scale.loss(trial, history, loss);
        points.add(point.get());
      }
    }
    return new Observations(points, Arrays.copyOf(losses, points.size()), running);
  }

  int size() {
    return losses.length;
  }

  /// The index of the smallest loss.
  int best() {
    int best = 0;
    for (int i = 1; i < losses.length; i++) {
      best = losses[i] < losses[best] ? i : best;
    }
    return best;
  }

  /// The best and the latest, at most `size` of them, in their order.
  Observations atMost(int size) {
    if (size() <= size) {
      return this;
    }
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double bound = sorted[size / 2 - 1];
    int latest = size() - size / 2;
    List<double[]> kept = new ArrayList<>();
    double[] keptLosses = new double[size];
    for (int i = 0; i < size() && kept.size() < size; i++) {
      boolean isGood = losses[i] <= bound && kept.size() < size / 2;
      if (i >= latest || isGood) {
        keptLosses[kept.size()] = losses[i];
        kept.add(points.get(i));
      }
    }
    return new Observations(kept, Arrays.copyOf(keptLosses, kept.size()), running);
  }

  /// What the finite losses of complete and feasible trials are like, and the largest violation.
  private record Scale(double best, double median, double worst, double violation) {
    static Scale of(History history, ToDoubleFunction<TrialRecord> loss) {
      double[] finite =
          history.trials().stream()
              .filter(it -> it.state() == TrialState.COMPLETE && !(it.violation() > 0))
              .mapToDouble(loss)
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      double violation =
          history.trials().stream()
              .mapToDouble(TrialRecord::violation)
              .filter(Double::isFinite)
              .max()
              .orElse(0);
      return finite.length == 0
          ? new Scale(0, Double.NEGATIVE_INFINITY, 0, violation)
          : new Scale(finite[0], finite[finite.length / 2], finite[finite.length - 1], violation);
    }

    double loss(TrialRecord trial, History history, ToDoubleFunction<TrialRecord> loss) {
      if (trial.violation() > 0) {
        double width = worst > best ? worst - best : 1;
        return worst + width * Math.min(1, trial.violation() / violation);
      }
      double known =
          switch (trial.state()) {
            case COMPLETE -> loss.applyAsDouble(trial);
            case STOPPED, PAUSED -> Math.max(median, lastReport(trial, history));
            case FAILED, RUNNING -> worst;
          };
      return Double.isNaN(known) ? worst : Math.clamp(known, best, worst);
    }

    private static double lastReport(TrialRecord trial, History history) {
      return trial.reports().isEmpty()
          ? Double.NaN
          : history.loss(trial.reports().getLast().value());
    }
  }
}
