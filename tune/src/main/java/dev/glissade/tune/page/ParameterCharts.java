package dev.glissade.tune.page;

import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space.Dimension;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.analysis.Fanova;
import dev.glissade.tune.analysis.Figures;
import dev.glissade.tune.analysis.Isolation;
import dev.glissade.tune.analysis.PedAnova;
import dev.glissade.tune.analysis.Scored;
import dev.glissade.tune.analysis.StudyAnalysis;
import java.util.List;

/// Pictures of what the parameters do.
final class ParameterCharts {
  private static final int MOST_BARS = 20;
  private static final int BAR = 28;
  private static final int NAMES = 150;
  private static final int MOST_DOTS = 300;
  static final int MOST_WORDS = 6;

  private ParameterCharts() {}

  /// Bars of the shares, and the shares of the forest with their intervals.
  static String importance(StudyAnalysis analysis) {
    List<PedAnova.Share> shares = analysis.importance().stream().limit(MOST_BARS).toList();
    Plot.Size size = new Plot.Size(760, 78 + BAR * shares.size()).left(NAMES);
    double most = shares.stream().mapToDouble(PedAnova.Share::share).max().orElse(1);
    for (Fanova.Effect each : analysis.variance().alone()) {
      most = Math.max(most, each.interval().high());
    }
    Axis x = size.horizontal(0, 100 * Math.max(most, 0.01));
    Plot plot = new Plot("Importance of the parameters", size, x, size.vertical(0, 1));
    plot.columns("share in %");
    for (int i = 0; i < shares.size(); i++) {
      PedAnova.Share share = shares.get(i);
      double top = size.top() + BAR * i;
      plot.add(
          "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
          NAMES - 8, top + 17, Html.escape(shortened(share.parameter(), 20)));
      plot.add(
          "<rect class=\"bar\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"16\">%s</rect>\n",
          NAMES,
          top + 5,
          Math.max(0.5, x.at(100 * share.share()) - NAMES),
          Plot.title(share.parameter() + ": " + Figures.share(share.share())));
      analysis.variance().alone().stream()
          .filter(each -> each.parameters().contains(share.parameter()))
          .forEach(each -> whisker(plot, x, each, top + 13));
    }
    return plot.svg();
  }

  private static void whisker(Plot plot, Axis x, Fanova.Effect effect, double y) {
    String title =
        "%s: explains %s of the variation (%s to %s)"
            .formatted(
                effect.parameters().getFirst(),
                Figures.share(effect.share()),
                Figures.share(effect.interval().low()),
                Figures.share(effect.interval().high()));
    plot.add(
        "<line class=\"whisker\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\">%s</line>\n",
        x.at(100 * effect.interval().low()),
        x.at(100 * effect.interval().high()),
        y,
        y,
        Plot.title(title));
    plot.add(
        "<circle class=\"dot best\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\">%s</circle>\n",
        x.at(100 * effect.share()), y, Plot.title(title));
  }

  /// A text of at most so many characters.
  static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /// One parameter against the value, with the best trial of each part of the range.
  ///
  /// @param dimension place of the parameter in the space
  static String isolation(StudyAnalysis analysis, int dimension) {
    History history = analysis.history();
    Scored scored = Scored.of(history);
    Isolation isolation = Isolation.of(history, dimension);
    Plot.Size size = Plot.SMALL;
    ValueScale scale = ValueScale.up(history, scored, size);
    Plot plot =
        new Plot(
            "Best trials by " + isolation.parameter(), size, size.horizontal(0, 1), scale.axis());
    plot.rows(history.goals().getFirst().metric());
    ends(plot, history.space().dimensions().get(dimension), size);
    for (int i : Thinned.places(scored.order(), MOST_DOTS)) {
      double unit = scored.units()[i][dimension];
      if (!Double.isNaN(unit)) {
        plot.dot(
            "dot quiet", unit, scale.inside(scored.trials().get(i).values().getFirst()), 2, "");
      }
    }
    double floor = size.height() - size.bottom();
    for (TrialRecord trial : Thinned.trials(history, TrialState.FAILED, MOST_DOTS)) {
      double unit = history.space().encode(trial.configuration())[dimension];
      if (!Double.isNaN(unit)) {
        plot.cross("bad", unit, floor - 7, "trial " + trial.number() + ": failed");
      }
    }
    List<Isolation.Bucket> buckets = isolation.buckets();
    for (int i = 0; i < buckets.size(); i++) {
      Isolation.Bucket each = buckets.get(i);
      if (each.best().isPresent()) {
        double value = scale.inside(each.value());
        double[] x = {(i + 0.08) / buckets.size(), (i + 0.92) / buckets.size()};
        plot.line("s0 part", x, new double[] {value, value}, words(each));
      }
    }
    analysis.recommended().ifPresent(best -> ring(plot, history, best, dimension, scale));
    return plot.svg();
  }

  private static String words(Isolation.Bucket bucket) {
    return "%s: best %s (trial %d) of %d"
        .formatted(
            bucket.label(),
            Figures.number(bucket.value()),
            bucket.best().orElseThrow(),
            bucket.count());
  }

  private static void ring(
      Plot plot, History history, TrialRecord best, int dimension, ValueScale scale) {
    double unit = history.space().encode(best.configuration())[dimension];
    if (!Double.isNaN(unit)) {
      double value = scale.inside(best.values().getFirst());
      plot.dot("ring", unit, value, 6, "trial " + best.number() + ", recommended");
    }
  }

  /// What stands below a parameter's axis: its words, or the ends and the middle.
  static void ends(Plot plot, Dimension dimension, Plot.Size size) {
    Param param = dimension.param();
    double left = size.left();
    double width = size.width() - size.right() - left;
    int count = param.count().orElse(Integer.MAX_VALUE);
    if (count <= MOST_WORDS) {
      for (int i = 0; i < count; i++) {
        double at = (i + 0.5) / count;
        String word = shortened(Figures.value(param.at(at)), 48 / count);
        plot.column(left + at * width, word, "middle");
      }
    } else {
      plot.column(left, Figures.value(param.at(0)), "start");
      plot.column(left + width / 2, Figures.value(param.at(0.5)), "middle");
      plot.column(left + width, Figures.value(param.at(1)), "end");
    }
    plot.floor(dimension.name());
  }
}
