package dev.glissade.cli;

import dev.glissade.experiment.StoredStudy;
import dev.glissade.tune.Requests;
import dev.glissade.tune.TrialRecord;
import java.util.function.BiConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The trial of a study that somebody asks something for.
final class TrialArgument {
  @Mixin private StudyArgument study = new StudyArgument();

  @Parameters(index = "1", paramLabel = "TRIAL", description = "number of the trial")
  private int trial;

  StudyArgument study() {
    return study;
  }

  /// Asks for it, and says who does it.
  int ask(Terminal terminal, String what, BiConsumer<Requests, TrialRecord> request) {
    return study.with(
        stored -> {
          request.accept(stored.requests(), record(stored));
          terminal.out().println(asked(what, trial, study));
        });
  }

  static String asked(String what, int trial, StudyArgument study) {
    return "%s trial %d: asked; a process at the study does it, or: glissade tune %s"
        .formatted(what, trial, study.path());
  }

  TrialRecord record(StoredStudy stored) {
    return stored.trial(trial);
  }

  int number() {
    return trial;
  }
}
