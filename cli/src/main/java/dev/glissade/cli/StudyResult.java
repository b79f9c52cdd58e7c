package dev.glissade.cli;

import dev.glissade.experiment.StudySummary;
import dev.glissade.experiment.Tuning;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.Value;
import dev.glissade.tune.analysis.Advice;
import dev.glissade.tune.analysis.Fanova;
import dev.glissade.tune.analysis.MoreTrials;
import dev.glissade.tune.analysis.StudyAnalysis;
import java.io.PrintStream;
import java.util.Locale;

/// What a study came to, for people or programs.
record StudyResult(Terminal terminal, OutputOptions output) {
  private static final int BAR = 20;
  private static final String PATTERN = "%-8s  %-14s  %s";

  /// After working on a study.
  void print(Tuning tuning, StudySummary summary) {
    if (output.isJson()) {
      terminal.out().println(summary.json());
      return;
    }
    PrintStream out = terminal.out();
    StudyAnalysis analysis = tuning.stored().analysis();
    analysis.recommended().ifPresent(best -> print(tuning, analysis, best));
    String folder = tuning.folder().path().toString();
    if (summary.status().equals("interrupted")) {
      out.println("interrupted; go on with: glissade tune " + folder);
    } else {
      out.println("study folder %s (report.html)".formatted(folder));
    }
  }

  private void print(Tuning tuning, StudyAnalysis analysis, TrialRecord best) {
    PrintStream out = terminal.out();
    out.println(analysis.verdict());
    best.configuration()
        .values()
        .forEach((name, value) -> line(name.equals(first(best)) ? "best" : "", name, value));
    String label = "matters";
    for (Fanova.Effect each : analysis.variance().alone()) {
      String bar = "▇".repeat((int) Math.round(each.share() * BAR));
      String share = String.format(Locale.ROOT, "%3.0f %% %s", 100 * each.share(), bar);
      out.println(PATTERN.formatted(label, each.parameters().getFirst(), share.stripTrailing()));
      label = "";
    }
    analysis.more().map(MoreTrials::text).ifPresent(text -> out.println("go on     " + text));
    for (Advice each : analysis.advice()) {
      out.println("advice    " + each.text());
    }
    out.println("train it  " + tuning.trainLine(best));
  }

  private static String first(TrialRecord trial) {
    return trial.configuration().values().firstEntry().getKey();
  }

  private void line(String label, String name, Value value) {
    terminal.out().println(PATTERN.formatted(label, name, TrialView.text(value)));
  }
}
