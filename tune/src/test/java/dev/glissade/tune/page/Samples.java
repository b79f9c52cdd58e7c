package dev.glissade.tune.page;

import dev.glissade.tune.Definition;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.analysis.StudyAnalysis;
import dev.glissade.tune.analysis.SyntheticStudy;
import dev.glissade.tune.analysis.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reports made up for tests.
public final class Samples {
  private static final int WORKERS = 4;

  private Samples() {}

  /// A report of a made-up study of 160 trials with everything that a report can show.
  public static StudyReport synthetic() {
    History history = SyntheticStudy.of(160, 1);
    Map<Integer, String> notes = new HashMap<>();
    for (TrialRecord each : history.trials()) {
      if (each.state() == TrialState.STOPPED) {
        notes.put(each.number(), "behind the median after 8 epochs");
      } else if (each.state() == TrialState.FAILED) {
        notes.put(each.number(), "loss is not finite");
      }
    }
    LinkedHashMap<String, String> fingerprints = new LinkedHashMap<>();
    fingerprints.put("data", "digits, 1797 rows, sha256 5f0b…91");
    fingerprints.put("machine", "2 cores, JDK 25");
    Definition definition =
        new Definition(
            history.goals(),
            history.space(),
            "tpe",
            "median",
            "trials(160)",
            1,
            WORKERS,
            fingerprints);
    LinkedHashMap<String, String> provenance = new LinkedHashMap<>();
    provenance.put("events sha256", "0c8d3f7a…");
    Optional<StudyAnalysis.Cost> cost =
        Optional.of(new StudyAnalysis.Cost(Duration.ofSeconds(41), WORKERS));
    return new StudyReport(
        "digits, first round",
        definition,
        StudyAnalysis.of(history, 1, cost),
        notes,
        timeline(history),
        provenance);
  }

  /// A report of trials only.
  static StudyReport report(String name, History history, String note) {
    Definition definition =
        new Definition(
            history.goals(),
            history.space(),
            "random",
            "none",
            "trials(9)",
            1,
            1,
            new LinkedHashMap<>());
    Map<Integer, String> notes = new HashMap<>();
    history.trials().forEach(each -> notes.put(each.number(), note));
    StudyAnalysis analysis = StudyAnalysis.of(history, 1, Optional.empty());
    return new StudyReport(name, definition, analysis, notes, Timeline.NONE, new LinkedHashMap<>());
  }

  private static Timeline timeline(History history) {
    double[] free = new double[WORKERS];
    List<Timeline.Span> spans = new ArrayList<>();
    for (TrialRecord each : history.trials()) {
      int worker = 0;
      for (int i = 1; i < WORKERS; i++) {
        worker = free[i] < free[worker] ? i : worker;
      }
      double full = 30 + 20 * Draws.of(5, each.number(), "time").uniform();
      double share = Math.max(0.1, each.reports().size() / 24.0);
      double from = free[worker];
      free[worker] += full * share;
      Timeline.Outcome outcome = Timeline.Outcome.valueOf(each.state().name());
      spans.add(
          new Timeline.Span(
              each.number(), false, "worker-" + worker, at(from), at(free[worker]), outcome));
    }
    return new Timeline(spans);
  }

  private static Instant at(double seconds) {
    return Instant.parse("2026-01-02T12:00:00Z").plusMillis((long) (1000 * seconds));
  }
}
