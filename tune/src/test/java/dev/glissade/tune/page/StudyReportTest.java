package dev.glissade.tune.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Report;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.analysis.SyntheticStudy;
import dev.glissade.tune.analysis.Timeline;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StudyReportTest {
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-z][a-zA-Z0-9]*)((?:\\s+[a-z][\\w-]*(?:=\"[^\"<]*\")?)*)\\s*(/?)>");
  private static final Set<String> VOID = Set.of("meta");
  private static final StudyReport SYNTHETIC = Samples.synthetic();

  /// Everything that looks like a tag is one, and each is closed.
  private static void assertTags(String page) {
    Deque<String> open = new ArrayDeque<>();
    Matcher tags = TAG.matcher(page);
    int end = page.indexOf("<html");
    while (tags.find(end)) {
      String between = page.substring(end, tags.start());
      assertFalse(between.contains("<"), between);
      String name = tags.group(2);
      if (!tags.group(1).isEmpty()) {
        assertEquals(open.pop(), name, () -> page.substring(tags.start()));
      } else if (tags.group(4).isEmpty() && !VOID.contains(name)) {
        open.push(name);
      }
      end = tags.end();
    }
    assertEquals(List.of(), List.copyOf(open));
  }

  private static List<String> headings(String page) {
    return Pattern.compile("<h2>([^<]*)</h2>")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void thePageOfAFullStudyHasAllSections() {
    String page = SYNTHETIC.html();

    assertTags(page);
    assertEquals(
        List.of(
            "Best parameters",
            "Leaders",
            "Importance",
            "Advice",
            "History",
            "Isolation",
            "Parallel coordinates",
            "Two together",
            "Distribution",
            "More trials",
            "Timeline",
            "Stopped and failed",
            "Provenance"),
        headings(page));
    assertFalse(page.contains("NaN") || page.contains("Infinity"), "numbers");
    assertTrue(page.contains("fresh seeds; trial 84 had claimed"), "the verdict");
    assertTrue(page.length() < 1_500_000, () -> page.length() + " characters");
  }

  /// Complete in itself: nothing is loaded, nothing runs.
  @Test
  void thePageNeedsNoNetwork() {
    String page = SYNTHETIC.html();

    assertFalse(page.contains("<script") || page.contains("<link") || page.contains("<img"));
    assertFalse(page.contains("http:") || page.contains("https:") || page.contains("url("));
    assertTrue(page.contains("prefers-color-scheme: dark"));
  }

  @Test
  void hostileNamesAreText() {
    Space space =
        Space.EMPTY
            .with("<script>alert(1)</script>", new Param.Uniform(0, 1))
            .with("\"><b>", new Param.Choice(List.of("</text>", "<i>", "%s")));
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double[] units = {i / 40.0, i % 3 / 3.0};
      List<Double> values = i % 9 == 8 ? List.of() : List.of(units[0] + units[1]);
      TrialState state = i % 9 == 8 ? TrialState.FAILED : TrialState.COMPLETE;
      trials.add(
          new TrialRecord(i, space.decode(units), state, 1, values, 0, List.of(), List.of()));
    }
    Goal goal = new Goal("<u>loss & co</u>", Direction.MINIMIZE);
    StudyReport report =
        Samples.report("</title><h1>", new History(List.of(goal), space, trials), "<hr>");

    assertTags(report.html());
    assertFalse(report.html().contains("<script>") || report.html().contains("<u>"));
    assertTrue(report.html().contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
  }

  @Test
  void anEmptyStudyHasAReportToo() {
    History empty =
        new History(List.of(new Goal("loss", Direction.MINIMIZE)), Space.EMPTY, List.of());
    StudyReport report = Samples.report("empty", empty, "");

    assertTags(report.html());
    assertEquals(List.of("Advice", "Provenance"), headings(report.html()));
    assertTrue(report.text(80).contains("No trial has a usable value."), report.text(80));
  }

  @Test
  void equalValuesAndASingleTrialAreDrawn() {
    Space space = Space.EMPTY.with("x", new Param.Uniform(0, 1));
    for (int count : new int[] {1, 2, 20}) {
      List<TrialRecord> trials = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Configuration configuration = space.decode(new double[] {i / 20.0});
        trials.add(
            new TrialRecord(
                i, configuration, TrialState.COMPLETE, 1, List.of(0.5), 0, List.of(), List.of()));
      }
      Goal goal = new Goal("loss", Direction.MINIMIZE);
      String page = Samples.report("equal", new History(List.of(goal), space, trials), "").html();

      assertTags(page);
      assertFalse(page.contains("NaN") || page.contains("Infinity"), page);
    }
  }

  @Test
  void twoGoalsHaveAFront() {
    Space space = Space.EMPTY.with("x", new Param.Uniform(0, 1));
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double x = i / 30.0;
      trials.add(
          new TrialRecord(
              i,
              space.decode(new double[] {x}),
              TrialState.COMPLETE,
              1,
              List.of(x, (1 - x) * (i % 2 + 1)),
              0,
              List.of(),
              List.of()));
    }
    List<Goal> goals =
        List.of(new Goal("loss", Direction.MINIMIZE), new Goal("seconds", Direction.MINIMIZE));
    String page = Samples.report("two", new History(goals, space, trials), "").html();

    assertTrue(headings(page).contains("Two goals"));
    assertTrue(page.contains("trial 0, on the front") && !page.contains("trial 1, on the front"));
  }

  @Test
  void textKeepsToItsWidthAndSaysTheSame() {
    StudyReport report = SYNTHETIC;
    for (int width : new int[] {40, 80, 120}) {
      String text = report.text(width);

      assertTrue(text.lines().allMatch(line -> line.length() <= width), () -> text);
      assertFalse(text.contains("\u001b"), "no control characters");
    }
    String text = report.text(100);
    for (String part :
        List.of("Leaders", "Importance", "Advice", "Stopped and failed", "sampler")) {
      assertTrue(text.contains(part), () -> text);
    }
    assertTrue(text.contains(report.analysis().verdict().substring(0, 40)), text);
  }

  @Test
  void endingsAreGroupedByReason() {
    List<StudyReport.Ending> endings = SYNTHETIC.endings();

    assertEquals(
        Set.of("behind the median after 8 epochs", "loss is not finite"),
        Set.copyOf(endings.stream().map(StudyReport.Ending::reason).toList()));
    assertTrue(endings.get(0).trials().size() >= endings.get(1).trials().size());
  }

  @Test
  void theTimelineTellsOutcomesByHeightAndAsATable() {
    String page = SYNTHETIC.html();

    long complete =
        SYNTHETIC.history().trials().stream()
            .filter(each -> each.state() == TrialState.COMPLETE)
            .count();
    // One more in the legend.
    assertEquals(complete + 1, bars(page, "complete", 14));
    assertTrue(bars(page, "stopped", 7) > 2, "stopped ones are lower");
    assertTrue(page.contains("<details><summary>As a table</summary>"));
    assertTrue(page.contains("<td>2026-01-02 12:00:00</td>"), "when the first began");
    assertTrue(SYNTHETIC.text(80).contains("160 trials in "), SYNTHETIC.text(80));
    assertTrue(SYNTHETIC.text(80).contains("4 workers, busy 100 % of the"), SYNTHETIC.text(80));
  }

  private static long bars(String page, String outcome, int height) {
    return Pattern.compile("class=\"span " + outcome + "\" [^>]* height=\"" + height + "\"")
        .matcher(page)
        .results()
        .count();
  }

  @Test
  void manyWorkersAndBreaksAreSaid() {
    List<Timeline.Span> spans = new ArrayList<>();
    Instant begin = Instant.parse("2026-01-02T12:00:00Z");
    for (int i = 0; i < 6000; i++) {
      Instant from = begin.plusSeconds(i < 4000 ? i : i + 90_000);
      spans.add(
          new Timeline.Span(
              i, i % 2 == 0, "<w" + i % 40, from, from.plusSeconds(1), Timeline.Outcome.LOST));
    }
    String svg = TimelineChart.svg(new Timeline(spans));

    assertTags("<html>" + svg + "</html>");
    assertEquals(4000 + 1, bars(svg, "lost", 14));
    assertTrue(svg.contains("a break of 25 h"), svg);
    assertEquals(
        " The first 32 workers; 8 more came later. The longest 4000 of 4800 trials."
            + " Dashed: breaks, in which nobody worked.",
        TimelineChart.left(new Timeline(spans)));
  }

  @Test
  void endingsByOneRuleAtSeveralStepsAreOne() {
    Space space = Space.EMPTY.with("x", new Param.Uniform(0, 1));
    List<TrialRecord> trials = new ArrayList<>();
    Map<Integer, String> notes = new HashMap<>();
    for (int i = 0; i < 3; i++) {
      List<Report> reports = List.of(new Report(1, 0.5), new Report(6 + i, 0.5));
      trials.add(
          new TrialRecord(
              i,
              space.decode(new double[1]),
              TrialState.STOPPED,
              9,
              List.of(),
              0,
              reports,
              List.of()));
      notes.put(i, "median after step " + (6 + i));
    }
    Goal goal = new Goal("loss", Direction.MINIMIZE);
    StudyReport made = Samples.report("a", new History(List.of(goal), space, trials), "");

    StudyReport report =
        new StudyReport(
            "a", made.definition(), made.analysis(), notes, Timeline.NONE, new LinkedHashMap<>());

    assertEquals(
        List.of(new StudyReport.Ending(TrialState.STOPPED, "median", List.of(0, 1, 2), "6 to 8")),
        report.endings());
    assertTrue(report.text(80).contains("3 stopped: median, after step 6 to 8 (0, 1, 2)"));
  }

  /// Thousands of trials make a page that a browser still opens.
  @Test
  void thePageOfALargeStudyIsThinned() {
    History history = SyntheticStudy.of(160, 1);
    List<TrialRecord> many = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      TrialRecord each = history.trials().get(i % 160);
      many.add(
          new TrialRecord(
              i, each.configuration(), each.state(), 1, each.values(), 0, List.of(), List.of()));
    }
    String page =
        Samples.report("large", new History(history.goals(), history.space(), many), "why").html();

    assertTrue(page.length() < 2_000_000, () -> page.length() + " characters");
    assertTags(page);
  }

  @Test
  void manyParametersAreShownByImportance() {
    Space space = Space.EMPTY;
    for (int i = 0; i < 30; i++) {
      space = space.with("p" + i, new Param.Uniform(0, 1));
    }
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double[] units = new double[30];
      for (int j = 0; j < units.length; j++) {
        units[j] = (i * (2 * j + 7) % 61) / 61.0;
      }
      trials.add(
          new TrialRecord(
              i,
              space.decode(units),
              TrialState.COMPLETE,
              1,
              List.of(units[29]),
              0,
              List.of(),
              List.of()));
    }
    Goal goal = new Goal("loss", Direction.MINIMIZE);
    String page = Samples.report("wide", new History(List.of(goal), space, trials), "").html();

    assertTrue(page.contains("The most important 14 of 30 parameters."));
    assertTrue(page.contains("Best trials by p29"));
  }
}
