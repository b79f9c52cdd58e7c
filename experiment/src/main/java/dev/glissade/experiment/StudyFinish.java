package dev.glissade.experiment;

import dev.glissade.train.Metrics;
import dev.glissade.tune.Event;
import dev.glissade.tune.TrialRecord;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// The end of a study: its recommended trial is trained once more as `glissade train` does, and the
/// test part, which no trial has seen, is looked at. This is done once and recorded.
///
/// @param trial that was chosen
/// @param metric by which it was judged
/// @param value on the test part
/// @param run the folder with its model
public record StudyFinish(int trial, String metric, double value, RunFolder run) {
  /// Trains the chosen trial into the folder `winner` of the study, and records what it is worth.
  ///
  /// @param chosen the trial; the recommended one if empty
  /// @throws IllegalArgumentException if there is no such trial, no test part, or the test part was
  ///     looked at before
  public static StudyFinish of(
      Tuning tuning, Optional<Integer> chosen, Experiment.Audience audience) {
    StoredStudy stored = tuning.stored();
    stored
        .state()
        .tested()
        .ifPresent(
            it -> {
              throw new IllegalArgumentException(
                  "finish: expected a study whose test part was not looked at, but trial %d was judged by it: %s %s"
                      .formatted(it.trial(), it.metric(), it.value()));
            });
    TrialRecord trial =
        chosen
            .map(stored::trial)
            .or(() -> stored.analysis().recommended())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "finish: expected a study with a complete trial, but got none"));
    RunSettings settings = tuning.settings().trainings().of(trial.configuration());
    if (settings.test() == 0) {
      throw new IllegalArgumentException(
          "finish: expected a study with a test part, but got one with test 0");
    }
    RunFolder run = new RunFolder(tuning.folder().path().resolve("winner"));
    Metrics test = trained(settings, run, audience);
    var goal = tuning.settings().goals().getFirst();
    String metric = "test." + goal.metric().substring(goal.metric().indexOf('.') + 1);
    double value = Goals.value(goal, test);
    stored.store().append(stored.name(), List.of(new Event.Tested(trial.number(), metric, value)));
    stored.write();
    return new StudyFinish(trial.number(), metric, value, run);
  }

  private static Metrics trained(
      RunSettings settings, RunFolder run, Experiment.Audience audience) {
    boolean hasBegun = Files.exists(run.settings());
    try (Experiment experiment =
        hasBegun
            ? Experiment.resume(run.path(), Experiment.Decision.NONE, audience)
            : Experiment.create(settings, run.path(), audience)) {
      return experiment.run().evaluations().flatMap(it -> it.test()).orElseThrow();
    }
  }
}
