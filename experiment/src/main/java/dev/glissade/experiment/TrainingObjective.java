package dev.glissade.experiment;

import dev.glissade.train.CheckpointInterval;
import dev.glissade.train.Metrics;
import dev.glissade.train.Run;
import dev.glissade.train.TrainingRun;
import dev.glissade.tune.Objective;
import dev.glissade.tune.Trial;
import dev.glissade.tune.store.Blobs;
import java.util.List;

/// The training of a network as a function to be optimised: a configuration becomes settings, an
/// epoch is a step, the metric of the validation part is the value.
///
/// All trials share the data, which are read and divided once; the part for the test is not there.
/// A trial of the search has the study's seed, a repeat one that depends on the two and on nothing
/// else. Checkpoints are kept as often as the setting `checkpoint-every` says, and where a trial
/// ends or pauses.
///
/// @param threads of one trial; the result does not depend on it
public record TrainingObjective(StudyPlan study, Blobs checkpoints, int threads)
    implements Objective {
  /// The threads of a study are divided among the trials at once.
  public static TrainingObjective of(StudyPlan study, Blobs checkpoints) {
    int threads = study.settings().trainings().base().threads();
    int jobs = study.settings().work().jobs();
    return new TrainingObjective(study, checkpoints, Math.max(1, threads / jobs));
  }

  @Override
  public double evaluate(Trial trial) {
    StudySettings settings = study.settings();
    RunSettings wanted = settings.trainings().of(trial.configuration());
    var preparation = new Preparation(wanted, study.source(), study.splits());
    var every = CheckpointInterval.parse(wanted.checkpointEvery());
    var watch = new TrialWatch(trial, settings.goals().getFirst(), every, checkpoints);
    var trainer =
        preparation
            .trainer()
            .epochs((int) Math.max(preparation.epochs(), trial.until()))
            .seed(TrialSettings.seed(wanted.seed(), trial.repeat()))
            .threads(threads)
            .listener(watch, 0)
            .stopWhen(watch);
    try (TrainingRun training = trainer.start(study.splits())) {
      watch.begin(training);
      Run.Status _ = training.train();
      if (watch.isToldToStop()) {
        return Double.NaN;
      }
      Metrics metrics = training.finish().evaluations().validation().orElseThrow();
      List<Double> values = Goals.values(settings.goals(), metrics);
      trial.values(values);
      return values.getFirst();
    }
  }
}
