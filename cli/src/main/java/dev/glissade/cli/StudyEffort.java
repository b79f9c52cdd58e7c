package dev.glissade.cli;

import dev.glissade.experiment.StudyChanges;
import dev.glissade.experiment.StudySettings;
import dev.glissade.experiment.Tuning;
import dev.glissade.tune.Progress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// How a process takes part in a study that exists: none of it changes what is proposed.
///
/// @param jobs trials at once, if not as the study says
/// @param time after which no trial begins, if not as the study says
record StudyEffort(Optional<String> jobs, Optional<String> time) {
  private static final Set<String> ALLOWED = Set.of("jobs", "time");

  /// As the study says.
  static final StudyEffort USUAL = new StudyEffort(Optional.empty(), Optional.empty());

  /// What options ask for.
  ///
  /// @throws IllegalArgumentException if they would change the study
  static StudyEffort of(StudyChanges changes, Optional<Path> out) {
    boolean isOther =
        !changes.training().isEmpty()
            || !changes.space().isEmpty()
            || !ALLOWED.containsAll(changes.study().keySet())
            || out.isPresent();
    if (isOther) {
      throw new IllegalArgumentException(
          "tune: expected only --jobs and --time with a study that exists, but got others — help:"
              + " `glissade study edit` changes it");
    }
    return new StudyEffort(
        Optional.ofNullable(changes.study().get("jobs")),
        Optional.ofNullable(changes.study().get("time")));
  }

  /// Together with what the study says.
  Tuning.Effort of(StudySettings settings, Consumer<Progress> listener) {
    return Tuning.Effort.of(settings, jobs, time, listener);
  }
}
