package dev.glissade.tune.page;

import dev.glissade.tune.Space.Dimension;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.analysis.Advice;
import dev.glissade.tune.analysis.Fanova;
import dev.glissade.tune.analysis.Figures;
import dev.glissade.tune.analysis.MoreTrials;
import dev.glissade.tune.analysis.Outcomes;
import dev.glissade.tune.analysis.Ranges;
import dev.glissade.tune.analysis.StudyAnalysis;
import dev.glissade.tune.analysis.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The report of a study as a page: a section for each question, none where there is no answer.
final class StudyPage {
  private static final int MOST_ISOLATED = 24;
  private static final int MOST_PAIRS = 5;
  private static final int MOST_NAMED = 8;

  private static final String DISTRIBUTION =
      "Share of the complete trials that are at least so good. Far worse ones are drawn at the"
          + " edge.";
  private static final String FRONT = "Filled: no other trial is better in both goals.";
  private static final String TIMELINE =
      "A row for each worker, a bar for each trial; colour and height say what came of it.";
  private static final String IMPORTANCE =
      "Bars: how much a parameter decides whether a trial is among the best tenth (PED-ANOVA)."
          + " Dots with lines: which share of the variation of the loss it explains alone, with a"
          + " 90 % interval (fANOVA).";
  private static final String HISTORY =
      "Dots: complete trials, the line: the best so far. Crosses at the bottom: stopped, and above"
          + " them failed. Far worse values are drawn at the edge.";
  private static final String ISOLATION =
      "Bars: the best trial in each part of a parameter's range, whatever the others were. Dots:"
          + " all trials. Crosses: failed. Ring: the recommended one.";
  private static final String PARALLEL =
      "A line is a trial; the best tenth in colour. Lines run below an axis where the parameter is"
          + " absent.";
  private static final String SURFACE =
      "The loss as a forest of trees sees it, with all other parameters averaged: the stronger the"
          + " colour, the better. Dots: the best ten trials. Crosses: failed ones, which the forest"
          + " does not know of.";
  private static final String MORE =
      "The best of k trials drawn by lot from those of this study: median and middle half."
          + " Stopped and failed trials count as the worst.";

  private final StudyReport report;
  private final StudyAnalysis analysis;
  private final StringBuilder links = new StringBuilder();
  private final StringBuilder sections = new StringBuilder();

  StudyPage(StudyReport report) {
    this.report = report;
    this.analysis = report.analysis();
  }

  String html() {
    section("Best parameters", parameters());
    section("Leaders", leaders());
    section("Importance", importance());
    section("Advice", advice());
    section("History", history());
    section("Isolation", isolation());
    section("Parallel coordinates", parallel());
    section("Two together", surface());
    section("Distribution", figure(TrialCharts.distribution(report.history()), DISTRIBUTION));
    section("More trials", more());
    section("Two goals", figure(TrialCharts.pareto(report.history()), FRONT));
    section("Timeline", timeline());
    section("Stopped and failed", endings());
    section("Provenance", origin());
    String main =
        """
        <h1>%s</h1>
        <p class="verdict">%s</p>
        <p class="lead">%s</p>
        <nav aria-label="Sections">%s</nav>
        %s\
        """
            .formatted(
                Html.escape(report.name()),
                Html.escape(analysis.verdict()),
                Html.escape(counts(analysis.outcomes())),
                links,
                sections);
    return Html.page("Study: " + report.name(), main);
  }

  static String counts(Outcomes outcomes) {
    return ("%d trials: %d complete, %d stopped early, %d failed (%s), %d beyond a constraint, %d"
            + " still open.")
        .formatted(
            outcomes.ended() + outcomes.open(),
            outcomes.completed(),
            outcomes.stopped(),
            outcomes.failed(),
            Figures.share(outcomes.failedShare()),
            outcomes.infeasible(),
            outcomes.open());
  }

  private void section(String heading, String body) {
    if (!body.isEmpty()) {
      String id = heading.toLowerCase(Locale.ROOT).replace(' ', '-');
      links.append("<a href=\"#%s\">%s</a>\n".formatted(id, heading));
      sections.append("<section id=\"%s\">\n<h2>%s</h2>\n".formatted(id, heading));
      sections.append(body).append("</section>\n");
    }
  }

  /// A picture and what it shows; nothing without a picture.
  private static String figure(String svg, String caption) {
    return svg.isEmpty()
        ? ""
        : "<figure tabindex=\"0\">\n%s<figcaption>%s</figcaption></figure>\n"
            .formatted(svg, Html.escape(caption));
  }

  /// A table of words, which begin at the left.
  private static String words(List<String> headings, List<List<String>> rows) {
    return "<div class=\"words\">" + Html.table(headings, rows) + "</div>\n";
  }

  private String parameters() {
    return analysis.recommended().map(this::parameters).orElse("");
  }

  private String parameters(TrialRecord best) {
    List<List<String>> rows = new ArrayList<>();
    for (Dimension each : report.history().space().dimensions()) {
      String range = Ranges.text(each.param());
      rows.add(List.of(each.name(), Leaders.value(best, each.name()), range));
    }
    return "<p>Of trial %d.</p>\n".formatted(best.number())
        + words(List.of("parameter", "value", "range"), rows);
  }

  private String leaders() {
    Leaders leaders = Leaders.of(analysis, true);
    return leaders.rows().isEmpty()
        ? ""
        : "<p>Claimed: the value of the search. Honest: the mean over fresh seeds that were not"
            + " used to choose.</p>\n"
            + Html.table(leaders.headings(), leaders.rows());
  }

  private String importance() {
    if (report.history().space().size() == 0 || analysis.outcomes().completed() < 2) {
      return "";
    }
    List<List<String>> pairs =
        analysis.variance().pairs().stream()
            .limit(MOST_PAIRS)
            .filter(each -> each.share() > 0)
            .map(StudyPage::pair)
            .toList();
    String table =
        pairs.isEmpty()
            ? ""
            : Html.table(
                List.of("two together, beyond each alone", "share", "90 % interval"), pairs);
    return figure(ParameterCharts.importance(analysis), IMPORTANCE) + table;
  }

  private static List<String> pair(Fanova.Effect effect) {
    return List.of(
        String.join(" × ", effect.parameters()),
        Figures.share(effect.share()),
        Figures.share(effect.interval().low()) + " to " + Figures.share(effect.interval().high()));
  }

  private String advice() {
    String items =
        Stream.concat(
                analysis.advice().stream().map(Advice::text),
                analysis.more().stream().map(MoreTrials::text))
            .map(text -> "<li>" + Html.escape(text) + "</li>\n")
            .collect(Collectors.joining());
    return items.isEmpty()
        ? "<p>Nothing stands out.</p>\n"
        : "<ul class=\"advice\">\n" + items + "</ul>\n";
  }

  private String history() {
    String courses = TrialCharts.courses(report.history());
    return figure(TrialCharts.progress(report.history()), HISTORY)
        + figure(courses, "What the best trials reported on their way.");
  }

  private String isolation() {
    if (analysis.outcomes().completed() == 0) {
      return "";
    }
    StringBuilder plots = new StringBuilder();
    List<Integer> shown = important(MOST_ISOLATED);
    for (int each : shown) {
      plots.append(ParameterCharts.isolation(analysis, each));
    }
    String grid = shown.isEmpty() ? "" : "<div class=\"pairs\">\n" + plots + "</div>\n";
    return figure(grid, ISOLATION + left(shown.size()));
  }

  /// The places of the most important parameters in the space, the most important first.
  private List<Integer> important(int most) {
    List<String> names =
        report.history().space().dimensions().stream().map(Dimension::name).toList();
    return analysis.importance().stream()
        .limit(most)
        .map(each -> names.indexOf(each.parameter()))
        .toList();
  }

  /// What is said where not all parameters are shown.
  private String left(int shown) {
    int all = report.history().space().size();
    return shown < all ? " The most important %d of %d parameters.".formatted(shown, all) : "";
  }

  private String parallel() {
    List<Integer> shown = important(ParallelChart.MOST_AXES).stream().sorted().toList();
    return figure(ParallelChart.svg(report.history(), shown), PARALLEL + left(shown.size()));
  }

  private String surface() {
    if (analysis.importance().size() < 2) {
      return "";
    }
    String across = analysis.importance().get(0).parameter();
    String up = analysis.importance().get(1).parameter();
    return figure(SurfaceChart.svg(analysis, across, up), SURFACE);
  }

  private String more() {
    return analysis
        .bestOfK()
        .filter(best -> best.size() > 1)
        .map(best -> figure(TrialCharts.bestOfK(report.history(), best), MORE))
        .orElse("");
  }

  private String timeline() {
    Timeline timeline = report.timeline();
    return timeline.spans().isEmpty()
        ? ""
        : "<p>"
            + Html.escape(timeline.text())
            + "</p>\n"
            + figure(TimelineChart.svg(timeline), TIMELINE + TimelineChart.left(timeline))
            + "<details><summary>"
            + TimelineChart.heading(timeline)
            + "</summary>\n"
            + TimelineChart.table(timeline)
            + "</details>\n";
  }

  private String endings() {
    List<List<String>> rows =
        report.endings().stream()
            .map(
                each ->
                    List.of(
                        TimelineChart.word(each.state()),
                        each.trials().size() + "",
                        each.reason(),
                        each.steps(),
                        named(each.trials())))
            .toList();
    return rows.isEmpty()
        ? ""
        : words(List.of("state", "trials", "reason", "after step", "numbers"), rows);
  }

  /// The first numbers of a list.
  static String named(List<Integer> trials) {
    String first =
        trials.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    return trials.size() > MOST_NAMED ? first + ", …" : first;
  }

  private String origin() {
    List<List<String>> rows = new ArrayList<>();
    report.origin().forEach((name, value) -> rows.add(List.of(name, value)));
    return words(List.of("what", "value"), rows);
  }
}
