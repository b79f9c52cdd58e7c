package dev.glissade.tune.page;

import dev.glissade.tune.Space.Dimension;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.analysis.Advice;
import dev.glissade.tune.analysis.Fanova;
import dev.glissade.tune.analysis.Figures;
import dev.glissade.tune.analysis.PedAnova;
import dev.glissade.tune.analysis.Ranges;
import dev.glissade.tune.analysis.Scored;
import dev.glissade.tune.analysis.StudyAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The report of a study as text, in lines of a given width.
final class StudyText {
  /// Narrower than this nothing can be read.
  static final int NARROWEST = 40;

  private static final int MOST_BARS = 10;
  private static final int MOST_PAIRS = 3;
  private static final int NAME = 18;
  private static final int FIGURE = 16;
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private final StudyReport report;
  private final StudyAnalysis analysis;
  private final int width;
  private final StringBuilder text = new StringBuilder();

  StudyText(StudyReport report, int width) {
    this.report = report;
    this.analysis = report.analysis();
    this.width = width;
  }

  String text() {
    paragraph("", report.name());
    paragraph("", analysis.verdict());
    paragraph("", StudyPage.counts(analysis.outcomes()));
    analysis.recommended().ifPresent(this::parameters);
    leaders();
    importance();
    advice();
    history();
    timeline();
    endings();
    origin();
    return text.toString();
  }

  private void heading(String name) {
    text.append('\n');
    paragraph("", name);
  }

  /// Words in lines, the first after `lead`, the others as far in.
  private void paragraph(String lead, String words) {
    StringBuilder line = new StringBuilder(lead);
    boolean isFresh = true;
    for (String word : words.split("\\s+")) {
      if (!isFresh && line.length() + 1 + word.length() > width) {
        text.append(line).append('\n');
        line = new StringBuilder(" ".repeat(lead.length()));
        isFresh = true;
      }
      line.append(isFresh ? "" : " ").append(word);
      isFresh = false;
    }
    text.append(line).append('\n');
  }

  private void parameters(TrialRecord best) {
    heading("Best parameters (trial " + best.number() + ")");
    List<List<String>> rows = new ArrayList<>();
    for (Dimension each : report.history().space().dimensions()) {
      String value = Leaders.value(best, each.name());
      rows.add(List.of(each.name(), value, "of " + Ranges.text(each.param())));
    }
    table(rows);
  }

  private void leaders() {
    Leaders leaders = Leaders.of(analysis, false);
    if (!leaders.rows().isEmpty()) {
      heading("Leaders");
      List<List<String>> rows = new ArrayList<>(List.of(leaders.headings()));
      rows.addAll(leaders.rows());
      table(rows);
    }
  }

  /// Columns as wide as they need; what does not fit is cut.
  private void table(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append("  ").append(padded(row.get(i), widths[i]));
      }
      text.append(ParameterCharts.shortened(line.toString().stripTrailing(), width)).append('\n');
    }
  }

  private static String padded(String words, int width) {
    return words + " ".repeat(Math.max(0, width - words.length()));
  }

  private void importance() {
    List<PedAnova.Share> shares =
        analysis.importance().stream().filter(each -> each.share() > 0).limit(MOST_BARS).toList();
    if (shares.isEmpty()) {
      return;
    }
    heading("Importance (being among the best tenth; share of variation explained)");
    int bars = Math.max(4, width - NAME - FIGURE - 24);
    double most = shares.getFirst().share();
    for (PedAnova.Share each : shares) {
      String bar = "█".repeat((int) Math.max(1, Math.rint(each.share() / most * bars)));
      String line =
          "  %s %s %s"
              .formatted(
                  padded(ParameterCharts.shortened(each.parameter(), NAME), NAME),
                  padded(bar + " " + Figures.share(each.share()), bars + 8),
                  explained(each.parameter()));
      text.append(ParameterCharts.shortened(line.stripTrailing(), width)).append('\n');
    }
    analysis.variance().pairs().stream()
        .limit(MOST_PAIRS)
        .filter(each -> each.interval().low() > 0.01)
        .forEach(
            each ->
                paragraph(
                    "  ",
                    String.join(" × ", each.parameters())
                        + " together explain "
                        + Figures.share(each.share())
                        + " more"));
  }

  private String explained(String parameter) {
    return analysis.variance().alone().stream()
        .filter(each -> each.parameters().contains(parameter))
        .map(StudyText::interval)
        .findFirst()
        .orElse("");
  }

  private static String interval(Fanova.Effect effect) {
    return "%s (%s to %s)"
        .formatted(
            Figures.share(effect.share()),
            Figures.share(effect.interval().low()),
            Figures.share(effect.interval().high()));
  }

  private void advice() {
    heading("Advice");
    analysis.advice().stream().map(Advice::text).forEach(each -> paragraph("  - ", each));
    analysis.more().ifPresent(each -> paragraph("  - ", each.text()));
    if (analysis.advice().isEmpty() && analysis.more().isEmpty()) {
      paragraph("  - ", "nothing stands out");
    }
  }

  /// The best so far as a row of blocks, the higher the better.
  private void history() {
    double[] best = bestSoFar();
    if (best.length < 2 || best[0] == best[best.length - 1]) {
      return;
    }
    heading("Best so far, from trial to trial");
    int columns = Math.min(best.length, width - 4);
    StringBuilder line = new StringBuilder("  ");
    for (int i = 0; i < columns; i++) {
      int at = (int) ((long) i * (best.length - 1) / Math.max(1, columns - 1));
      double share = (best[0] - best[at]) / (best[0] - best[best.length - 1]);
      line.append(BLOCKS.charAt((int) Math.rint(share * (BLOCKS.length() - 1))));
    }
    text.append(line).append('\n');
    String first = Figures.number(report.history().loss(best[0]));
    String last = Figures.number(report.history().loss(best[best.length - 1]));
    int gap = Math.max(1, columns - first.length() - last.length());
    text.append("  ").append(first).append(" ".repeat(gap)).append(last).append('\n');
  }

  private double[] bestSoFar() {
    double[] best = Scored.of(report.history()).losses().clone();
    for (int i = 1; i < best.length; i++) {
      best[i] = Math.min(best[i], best[i - 1]);
    }
    return best;
  }

  private void timeline() {
    String words = report.timeline().text();
    if (!words.isEmpty()) {
      heading("Timeline");
      paragraph("  ", words);
    }
  }

  private void endings() {
    List<StudyReport.Ending> endings = report.endings();
    if (!endings.isEmpty()) {
      heading("Stopped and failed");
      for (StudyReport.Ending each : endings) {
        String words =
            "%d %s: %s%s (%s)"
                .formatted(
                    each.trials().size(),
                    TimelineChart.word(each.state()),
                    each.reason(),
                    each.steps().isEmpty() ? "" : ", after step " + each.steps(),
                    StudyPage.named(each.trials()));
        paragraph("  ", words);
      }
    }
  }

  private void origin() {
    heading("Provenance");
    String words =
        report.origin().entrySet().stream().map(StudyText::entry).collect(Collectors.joining("; "));
    paragraph("  ", words);
  }

  private static String entry(Map.Entry<String, String> entry) {
    return entry.getKey() + ": " + entry.getValue();
  }
}
