package dev.glissade.tune.page;

import dev.glissade.tune.Definition;
import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.analysis.StudyAnalysis;
import dev.glissade.tune.analysis.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The report of a study, as a page for a browser and as text for a terminal.
///
/// @param name of the study
/// @param definition what it is
/// @param analysis what it says
/// @param notes by trial, why it was stopped or failed, where that is known
/// @param timeline who worked when; `Timeline.NONE` where that is not known
/// @param provenance further things to remember, such as the version and a hash of the events
public record StudyReport(
    String name,
    Definition definition,
    StudyAnalysis analysis,
    Map<Integer, String> notes,
    Timeline timeline,
    SequencedMap<String, String> provenance) {
  /// Copies the collections.
  public StudyReport {
    notes = Map.copyOf(notes);
    provenance = new LinkedHashMap<>(provenance);
  }

  /// A page that is complete in itself: no network, no scripts, in the reader's choice of dark or
  /// light.
  public String html() {
    return new StudyPage(this).html();
  }

  /// Text without markup.
  ///
  /// @param width of a line in characters, at least 40
  public String text(int width) {
    return new StudyText(this, Math.max(width, StudyText.NARROWEST)).text();
  }

  /// Trials that ended without a value, by state and reason.
  ///
  /// @param trials their numbers, ascending
  /// @param steps after which they ended, such as `6 to 10`; empty where none was reported
  record Ending(TrialState state, String reason, List<Integer> trials, String steps) {}

  /// Why trials were stopped or failed, the most frequent first.
  List<Ending> endings() {
    Map<List<String>, List<TrialRecord>> groups =
        analysis.history().trials().stream()
            .filter(StudyReport::isEarly)
            .collect(
                Collectors.groupingBy(
                    each -> List.of(each.state().name(), reason(each)),
                    () -> new TreeMap<>((a, b) -> (a + "").compareTo(b + "")),
                    Collectors.toList()));
    List<Ending> endings = new ArrayList<>();
    groups.forEach(
        (key, trials) ->
            endings.add(
                new Ending(
                    trials.getFirst().state(),
                    key.getLast(),
                    trials.stream().map(TrialRecord::number).sorted().toList(),
                    steps(trials))));
    endings.sort((a, b) -> b.trials().size() - a.trials().size());
    return endings;
  }

  private static String steps(List<TrialRecord> trials) {
    LongSummaryStatistics steps =
        trials.stream()
            .filter(each -> !each.reports().isEmpty())
            .mapToLong(each -> each.reports().getLast().step())
            .summaryStatistics();
    return steps.getCount() == 0
        ? ""
        : steps.getMin() == steps.getMax()
            ? steps.getMin() + ""
            : steps.getMin() + " to " + steps.getMax();
  }

  /// Without the step, so that those who end by one rule are together.
  private String reason(TrialRecord trial) {
    return notes
        .getOrDefault(trial.number(), "no reason given")
        .replaceFirst(" after step \\d+$", "");
  }

  private static boolean isEarly(TrialRecord trial) {
    return trial.state() == TrialState.STOPPED || trial.state() == TrialState.FAILED;
  }

  /// Everything that says where the study comes from, by name.
  SequencedMap<String, String> origin() {
    SequencedMap<String, String> origin = new LinkedHashMap<>();
    origin.put(
        "goals",
        definition.goals().stream()
            .map(each -> TimelineChart.word(each.direction()) + " " + each.metric())
            .collect(Collectors.joining(", ")));
    origin.put("sampler", definition.sampler());
    origin.put("stopper", definition.stopper());
    origin.put("scheduler", definition.scheduler());
    origin.put("seed", definition.seed() + "");
    origin.put("lag", definition.lag() + "");
    origin.putAll(definition.notes());
    origin.putAll(provenance);
    return origin;
  }

  History history() {
    return analysis.history();
  }
}
