package dev.glissade.tune.page;

import dev.glissade.tune.analysis.Figures;
import dev.glissade.tune.analysis.Timeline;
import dev.glissade.tune.analysis.Timeline.Span;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which worker was busy with which trial, and when: a row for each worker. What came of it is told
/// by colour and by height.
final class TimelineChart {
  private static final int MOST_WORKERS = 32;
  private static final int MOST_SPANS = 4000;
  private static final int MOST_ROWS = 500;
  private static final int ROW = 20;
  private static final int BAR = 14;
  private static final int NAMES = 150;
  private static final int NAME = 21;
  private static final double CHARACTER = 6.6;
  private static final long LONG = 3 * 3600;
  private static final long SHORT = 300;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /// How a span is drawn: how far from the top of its row, and how high.
  private enum Mark {
    COMPLETE("complete", 0, BAR),
    REPEAT("another seed", 4, 6),
    STOPPED("stopped", 7, 7),
    PAUSED("paused", 0, 7),
    FAILED("failed", 0, BAR),
    LEFT("given back", 5, 4),
    LOST("lost", 0, BAR),
    RUNNING("under way", 0, BAR);

    final String word;
    final int top;
    final int height;

    Mark(String word, int top, int height) {
      this.word = word;
      this.top = top;
      this.height = height;
    }

    static Mark of(Span span) {
      return span.isRepeat() && span.outcome() == Timeline.Outcome.COMPLETE
          ? REPEAT
          : valueOf(span.outcome().name());
    }

    String style() {
      return "span " + TimelineChart.word(this);
    }
  }

  private final Timeline timeline;
  private final List<String> workers;
  private final Unit unit;
  private final Axis x;
  private final Plot plot;

  /// What the axis counts.
  private record Unit(String name, double seconds) {
    static Unit of(Duration length) {
      long seconds = length.toSeconds();
      return seconds > LONG
          ? new Unit("hours", 3600)
          : seconds > SHORT ? new Unit("minutes", 60) : new Unit("seconds", 1);
    }

    double count(Duration time) {
      return time.toMillis() / 1000.0 / seconds;
    }
  }

  private TimelineChart(Timeline timeline) {
    this.timeline = timeline;
    workers = timeline.workers().keySet().stream().limit(MOST_WORKERS).toList();
    Duration length = timeline.length();
    unit = Unit.of(length);
    Plot.Size size = new Plot.Size(760, 78 + ROW * workers.size()).left(NAMES);
    x = size.horizontal(0, unit.count(length));
    plot = new Plot("What the workers did", size, x, size.vertical(0, 1));
  }

  /// The picture; empty text if no times were kept.
  static String svg(Timeline timeline) {
    return timeline.spans().isEmpty() ? "" : new TimelineChart(timeline).draw();
  }

  private String draw() {
    plot.yLabel("worker");
    plot.columns(unit.name());
    for (int i = 0; i < workers.size(); i++) {
      plot.row(top(i) + ROW / 2.0, ParameterCharts.shortened(workers.get(i), NAME));
    }
    List<Span> drawn =
        timeline.spans().stream()
            .filter(each -> workers.contains(each.worker()))
            .sorted(Comparator.comparing(Span::length).reversed())
            .limit(MOST_SPANS)
            .toList();
    drawn.forEach(this::span);
    timeline.breaks().forEach(this::gap);
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    drawn.forEach(each -> marks.add(Mark.of(each)));
    legend(List.copyOf(marks));
    return plot.svg();
  }

  private double top(int row) {
    return plot.size().top() + ROW * row;
  }

  private void span(Span span) {
    double from = x.at(unit.count(timeline.at(span.from())));
    double to = x.at(unit.count(timeline.at(span.to())));
    double y = top(workers.indexOf(span.worker())) + 3;
    bar(Mark.of(span), from, y, Math.max(0.8, to - from - 0.6), title(span));
  }

  private void bar(Mark mark, double x, double y, double width, String title) {
    plot.add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\">%s</rect>\n",
        mark.style(), x, y + mark.top, width, mark.height, Plot.title(title));
  }

  private void gap(Timeline.Break gap) {
    double at = x.at(unit.count(timeline.at(gap.to())));
    Duration length = Duration.between(gap.from(), gap.to());
    plot.add(
        "<line class=\"gap\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\">%s</line>\n",
        at, at, top(0), top(workers.size()), Plot.title("a break of " + Figures.time(length)));
  }

  private void legend(List<Mark> marks) {
    double at = plot.size().width() - plot.size().right();
    for (Mark each : marks.reversed()) {
      at -= CHARACTER * each.word.length() + 34;
      bar(each, at, 7, 16, "");
      plot.add("<text class=\"tick\" x=\"%.1f\" y=\"18\">%s</text>\n", at + 22, each.word);
    }
  }

  private static String title(Span span) {
    return "trial %d, %s, %s".formatted(span.trial(), outcome(span), Figures.time(span.length()));
  }

  private static String outcome(Span span) {
    Mark mark = Mark.of(span);
    return span.isRepeat() && mark != Mark.REPEAT ? Mark.REPEAT.word + ", " + mark.word : mark.word;
  }

  /// What the picture shows, as a table for those who cannot point at it.
  static String table(Timeline timeline) {
    List<List<String>> rows = new ArrayList<>();
    for (Span each : timeline.spans().subList(0, Math.min(MOST_ROWS, timeline.spans().size()))) {
      rows.add(
          List.of(
              each.trial() + "",
              outcome(each),
              Figures.time(each.length()),
              CLOCK.format(each.from()),
              each.worker()));
    }
    return Html.table(List.of("trial", "outcome", "took", "began (UTC)", "worker"), rows);
  }

  /// The name of the table.
  static String heading(Timeline timeline) {
    int spans = timeline.spans().size();
    return "As a table"
        + (spans > MOST_ROWS ? ", the first %d of %d".formatted(MOST_ROWS, spans) : "");
  }

  /// What the picture leaves out.
  static String left(Timeline timeline) {
    int more = timeline.workers().size() - MOST_WORKERS;
    int spans = timeline.workers().values().stream().limit(MOST_WORKERS).mapToInt(List::size).sum();
    return (more > 0
            ? " The first %d workers; %d more came later.".formatted(MOST_WORKERS, more)
            : "")
        + (spans > MOST_SPANS ? " The longest %d of %d trials.".formatted(MOST_SPANS, spans) : "")
        + (timeline.breaks().isEmpty() ? "" : " Dashed: breaks, in which nobody worked.");
  }

  /// A constant as a word.
  static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
