package dev.glissade.tune.page;

import dev.glissade.tune.History;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.analysis.Figures;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which worker was busy with which trial, and when: a row for each worker.
final class TimelineChart {
  private static final int MOST_ROWS = 32;
  private static final int MOST_SPANS = 4000;
  private static final int ROW = 20;
  private static final int NAMES = 110;
  private static final long LONG = 3 * 3600;
  private static final long SHORT = 300;

  private TimelineChart() {}

  static String svg(History history, List<Span> spans) {
    if (spans.isEmpty()) {
      return "";
    }
    List<String> workers =
        spans.stream().map(Span::worker).distinct().sorted().limit(MOST_ROWS).toList();
    double end = spans.stream().mapToDouble(each -> seconds(each.to())).max().orElse(1);
    String unit = end > LONG ? "hours" : end > SHORT ? "minutes" : "seconds";
    double factor = end > LONG ? 3600 : end > SHORT ? 60 : 1;
    Plot.Size size = new Plot.Size(760, 78 + ROW * workers.size()).left(NAMES);
    Axis x = size.horizontal(0, end / factor);
    Plot plot = new Plot("What the workers did", size, x, size.vertical(0, 1));
    plot.yLabel("worker");
    plot.columns(unit);
    for (int i = 0; i < workers.size(); i++) {
      double at = size.top() + ROW * i + ROW / 2.0;
      plot.row(at, ParameterCharts.shortened(workers.get(i), 14));
    }
    Map<Integer, TrialState> states = new HashMap<>();
    history.trials().forEach(each -> states.put(each.number(), each.state()));
    for (Span each : spans.stream().limit(MOST_SPANS).toList()) {
      int row = workers.indexOf(each.worker());
      if (row >= 0) {
        TrialState state = states.getOrDefault(each.trial(), TrialState.RUNNING);
        double from = x.at(seconds(each.from()) / factor);
        double width = Math.max(0.8, x.at(seconds(each.to()) / factor) - from - 0.6);
        plot.add(
            "<rect class=\"span %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                + " height=\"14\">%s</rect>\n",
            word(state), from, size.top() + ROW * row + 3, width, Plot.title(title(each, state)));
      }
    }
    return plot.svg();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static String title(Span span, TrialState state) {
    return "trial %d, %s, %s"
        .formatted(span.trial(), word(state), Figures.time(span.to().minus(span.from())));
  }

  /// A constant as a word.
  static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
