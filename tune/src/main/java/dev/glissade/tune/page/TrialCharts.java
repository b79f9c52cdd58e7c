package dev.glissade.tune.page;

import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.analysis.BestOfK;
import dev.glissade.tune.analysis.Figures;
import dev.glissade.tune.analysis.Fronts;
import dev.glissade.tune.analysis.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Pictures of all trials of a study. Each is empty text where there is nothing to draw.
final class TrialCharts {
  private static final int MOST_DOTS = 2000;
  private static final int MOST_CURVES = 5;
  private static final int POINTS = 120;

  private TrialCharts() {}

  /// Values in the order of the trials, and the best so far.
  static String progress(History history) {
    Scored scored = Scored.of(history);
    if (scored.size() == 0) {
      return "";
    }
    String metric = history.goals().getFirst().metric();
    ValueScale scale = ValueScale.up(history, scored, Plot.WIDE);
    Axis x = Plot.WIDE.horizontal(0, Math.max(1, history.trials().getLast().number()));
    Plot plot = new Plot("Values of the trials in their order", Plot.WIDE, x, scale.axis());
    plot.rows(metric);
    plot.columns("trial");
    marks(plot, history);
    for (int i : Thinned.places(scored.order(), MOST_DOTS)) {
      double value = scored.trials().get(i).values().getFirst();
      int number = scored.trials().get(i).number();
      plot.dot("dot", number, scale.inside(value), 3, trial(number, value));
    }
    List<double[]> steps = best(scored, history, scale);
    plot.line(
        "s1",
        steps.stream().mapToDouble(point -> point[0]).toArray(),
        steps.stream().mapToDouble(point -> point[1]).toArray(),
        "best so far");
    return plot.svg();
  }

  private static String trial(int number, double value) {
    return "trial " + number + ": " + Figures.number(value);
  }

  /// Crosses at the floor for trials without a value.
  private static void marks(Plot plot, History history) {
    double floor = Plot.WIDE.height() - Plot.WIDE.bottom();
    for (TrialRecord each : Thinned.trials(history, TrialState.STOPPED, MOST_DOTS)) {
      plot.cross("quiet", each.number(), floor - 8, "trial " + each.number() + ": stopped");
    }
    for (TrialRecord each : Thinned.trials(history, TrialState.FAILED, MOST_DOTS)) {
      plot.cross("bad", each.number(), floor - 18, "trial " + each.number() + ": failed");
    }
  }

  /// The corners of the line of the best so far.
  private static List<double[]> best(Scored scored, History history, ValueScale scale) {
    List<double[]> corners = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < scored.size(); i++) {
      double number = scored.trials().get(i).number();
      if (scored.losses()[i] < best) {
        if (!corners.isEmpty()) {
          corners.add(new double[] {number, corners.getLast()[1]});
        }
        best = scored.losses()[i];
        corners.add(new double[] {number, scale.inside(history.loss(best))});
      }
    }
    corners.add(
        new double[] {history.trials().getLast().number(), scale.inside(history.loss(best))});
    return corners;
  }

  /// Which share of the trials is at least so good.
  static String distribution(History history) {
    Scored scored = Scored.of(history);
    if (scored.size() == 0) {
      return "";
    }
    double[] losses = Arrays.stream(scored.losses()).sorted().toArray();
    ValueScale scale = ValueScale.across(history, scored, Plot.WIDE);
    int count = losses.length;
    // Two corners for each step.
    double[] values = new double[2 * count];
    double[] shares = new double[2 * count];
    Arrays.setAll(values, i -> scale.inside(history.loss(losses[i / 2])));
    Arrays.setAll(shares, i -> (double) ((i + 1) / 2) / count);
    Plot plot =
        new Plot(
            "Share of trials that are at least so good",
            Plot.WIDE,
            scale.axis(),
            Plot.WIDE.vertical(0, 1));
    plot.rows("share of trials");
    plot.columns(history.goals().getFirst().metric());
    plot.line("s0", values, shares, "share of trials that are at least so good");
    return plot.svg();
  }

  /// The best of k trials: median and middle half of the cases. (A mean would be drawn away by the
  /// trials that count as the worst.)
  static String bestOfK(History history, BestOfK best) {
    int[] ks =
        IntStream.rangeClosed(0, POINTS)
            .map(i -> (int) Math.rint(Math.pow(best.size(), (double) i / POINTS)))
            .distinct()
            .toArray();
    double[] x = Arrays.stream(ks).asDoubleStream().toArray();
    double[] low = Arrays.stream(ks).mapToDouble(k -> best.reached(k, 0.25)).toArray();
    double[] high = Arrays.stream(ks).mapToDouble(k -> best.reached(k, 0.75)).toArray();
    double[] median = Arrays.stream(ks).mapToDouble(k -> best.reached(k, 0.5)).toArray();
    ValueScale scale = ValueScale.up(history, Scored.of(history), Plot.WIDE);
    for (double[] each : List.of(low, high, median)) {
      Arrays.setAll(each, i -> scale.inside(each[i]));
    }
    double end = Plot.WIDE.width() - Plot.WIDE.right();
    Plot plot =
        new Plot(
            "Best of k trials",
            Plot.WIDE,
            new Axis(0, Math.log10(best.size()), Plot.WIDE.left(), end, true),
            scale.axis());
    plot.rows(history.goals().getFirst().metric());
    plot.columns("k, trials drawn by lot (log)");
    plot.band("band", x, low, high);
    plot.line("s0", x, median, "median of the best");
    return plot.svg();
  }

  /// What the best trials reported on their way.
  static String courses(History history) {
    Scored scored = Scored.of(history);
    List<LineChart.Series> series = new ArrayList<>();
    for (int place : scored.order()) {
      TrialRecord trial = scored.trials().get(place);
      if (series.size() < MOST_CURVES && trial.reports().size() > 1) {
        double[] x = trial.reports().stream().mapToDouble(each -> each.step()).toArray();
        double[] y = trial.reports().stream().mapToDouble(each -> each.value()).toArray();
        series.add(new LineChart.Series("trial " + trial.number(), x, y, false));
      }
    }
    String metric = history.goals().getFirst().metric();
    return new LineChart("Courses of the best trials", "step", metric, series).svg();
  }

  /// Two goals against each other, and the front.
  static String pareto(History history) {
    Scored scored = Scored.of(history);
    if (history.goals().size() < 2 || scored.size() == 0) {
      return "";
    }
    double[] x = scored.trials().stream().mapToDouble(each -> each.values().get(0)).toArray();
    double[] y = scored.trials().stream().mapToDouble(each -> each.values().get(1)).toArray();
    Plot.Size size = Plot.WIDE;
    Plot plot =
        new Plot(
            "Trials by two goals",
            size,
            Axis.tight(x, size.left(), size.width() - size.right()),
            Axis.tight(y, size.height() - size.bottom(), size.top()));
    plot.rows(history.goals().get(1).metric());
    plot.columns(history.goals().get(0).metric());
    for (int i : Thinned.places(scored.order(), MOST_DOTS)) {
      plot.dot("dot quiet", x[i], y[i], 3, "trial " + scored.trials().get(i).number());
    }
    for (TrialRecord each : Fronts.best(history)) {
      double first = each.values().get(0);
      double second = each.values().get(1);
      plot.dot("dot best", first, second, 5, "trial " + each.number() + ", on the front");
    }
    return plot.svg();
  }
}
