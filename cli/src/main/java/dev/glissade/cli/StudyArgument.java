package dev.glissade.cli;

import dev.glissade.experiment.StoredStudy;
import dev.glissade.experiment.StudyFolder;
import dev.glissade.experiment.Tuning;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Parameters;

/// The study that a command is about.
final class StudyArgument {
  @Parameters(index = "0", paramLabel = "STUDY", description = "study folder")
  private Path path = Path.of("");

  Path path() {
    return path;
  }

  StudyFolder folder() {
    return StudyFolder.existing(path);
  }

  /// Opens the study as it is remembered, and closes it afterwards.
  int with(Consumer<StoredStudy> what) {
    try (StoredStudy study = StoredStudy.open(path)) {
      what.accept(study);
      return Failures.DONE;
    }
  }

  /// Opens the study with its settings, and closes it afterwards.
  int withTuning(Consumer<Tuning> what) {
    try (Tuning tuning = Tuning.open(folder())) {
      what.accept(tuning);
      return Failures.DONE;
    }
  }
}
