package dev.glissade.cli;

import dev.glissade.experiment.StudySummary;
import dev.glissade.experiment.Tuning;

/// What a study came to, for people or programs.
record StudyResult(Terminal terminal, OutputOptions output) {
  void print(Tuning tuning, StudySummary summary) {
    if (output.isJson()) {
      terminal.out().println(summary.json());
      return;
    }
    tuning.lines(summary).forEach(terminal.out()::println);
    if (summary.status().equals("interrupted")) {
      terminal.out().println("interrupted; go on with: glissade tune " + tuning.folder().path());
    } else {
      terminal.out().println("study folder %s (report.html)".formatted(tuning.folder().path()));
    }
  }
}
