package dev.glissade.cli;

import dev.glissade.experiment.StudySummary;
import dev.glissade.experiment.Tuning;
import dev.glissade.tune.Goal;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.analysis.Advice;
import dev.glissade.tune.analysis.Honesty;
import dev.glissade.tune.analysis.MoreTrials;
import dev.glissade.tune.analysis.Outcomes;
import dev.glissade.tune.analysis.PedAnova;
import dev.glissade.tune.analysis.StudyAnalysis;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a study came to, for people or programs.
record StudyResult(Terminal terminal, OutputOptions output) {
  private static final int BAR = 20;

  /// After working on a study.
  void print(Tuning tuning, StudySummary summary) {
    if (output.isJson()) {
      terminal.out().println(summary.json());
      return;
    }
    StudyAnalysis analysis = tuning.stored().analysis();
    print(analysis);
    PrintStream out = terminal.out();
    analysis
        .recommended()
        .ifPresent(trial -> out.println("train it:   " + tuning.trainLine(trial)));
    String folder = tuning.folder().path().toString();
    if (summary.status().equals("interrupted")) {
      out.println("interrupted; go on with: glissade tune " + folder);
    } else {
      out.println("study folder %s (report.html)".formatted(folder));
    }
  }

  /// What a study says.
  void print(StudyAnalysis analysis) {
    PrintStream out = terminal.out();
    Outcomes outcomes = analysis.outcomes();
    out.printf(
        Locale.ROOT,
        "trials:     %d complete, %d stopped early, %d failed%s%n",
        outcomes.completed() + outcomes.infeasible(),
        outcomes.stopped(),
        outcomes.failed(),
        outcomes.open() > 0 ? ", %d under way or paused".formatted(outcomes.open()) : "");
    Goal goal = analysis.history().goals().getFirst();
    analysis.honesty().recommended().ifPresent(leader -> print(goal, analysis, leader));
    print(analysis.importance().stream().collect(Collectors.toList()));
    analysis.more().map(MoreTrials::text).ifPresent(text -> out.println("go on:      " + text));
    for (Advice each : analysis.advice()) {
      out.println("advice:     " + each.text());
    }
  }

  private void print(Goal goal, StudyAnalysis analysis, Honesty.Leader leader) {
    PrintStream out = terminal.out();
    TrialRecord trial = analysis.recommended().orElseThrow();
    out.printf("best:       trial %d%n", leader.trial());
    trial
        .configuration()
        .values()
        .forEach((name, value) -> out.printf("            %s %s%n", name, TrialView.text(value)));
    out.printf("claimed:    %s %s%n", goal.metric(), MetricsTable.number(leader.claimed()));
    if (leader.honest().isPresent()) {
      String interval =
          leader
              .interval()
              .map(
                  it ->
                      " (95 %%: %s to %s)"
                          .formatted(
                              MetricsTable.number(it.low()), MetricsTable.number(it.high())))
              .orElse("");
      String chance =
          leader.probability().isPresent()
              ? String.format(
                  Locale.ROOT,
                  ", the best with a probability of %.0f %%",
                  100 * leader.probability().getAsDouble())
              : "";
      out.printf(
          "honest:     %s with %d fresh seeds%s%s%n",
          MetricsTable.number(leader.honest().getAsDouble()), leader.seeds(), interval, chance);
    }
  }

  private void print(java.util.List<PedAnova.Share> shares) {
    String label = "importance: ";
    for (PedAnova.Share each : shares) {
      String bar = "▇".repeat((int) Math.round(each.share() * BAR));
      terminal.out().printf(Locale.ROOT, "%s%3.0f %%  %-14s %s%n", label, 100 * each.share(), each.parameter(), bar);
      label = " ".repeat(label.length());
    }
  }
}
