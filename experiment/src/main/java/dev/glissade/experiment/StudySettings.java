package dev.glissade.experiment;

import dev.glissade.tune.Goal;
import dev.glissade.tune.Space;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Everything that decides what a study does: what `study.yaml` holds. Resolved: whatever was left
/// open is decided, so that a study from this file proposes the same.
///
/// @param name by which the storage knows the study
/// @param trainings the settings that all trials share, its seed and its threads being those of the
///     study
/// @param space what varies; names are those of settings, or `units`, `layers` and `decay`
/// @param goals metrics of the validation part such as `validation.accuracy`, the first of which
///     stops trials
/// @param search who proposes, who stops, who decides on effort
/// @param budget how much is spent
/// @param work how it is done, without effect on the result
public record StudySettings(
    String name,
    TrialSettings trainings,
    Space space,
    List<Goal> goals,
    Search search,
    Budget budget,
    Work work) {
  /// Who proposes, who stops, and who decides on effort, in the forms of `Described`.
  ///
  /// @param sampler for example `auto`, `random`, `tpe`
  /// @param stopper for example `none`, `median`, `asha(minimum=1,factor=4)`
  /// @param scheduler for example `trials(60,until=30)`
  /// @param lag how many works may be under way unseen by a decision; 0 for what comes first
  public record Search(String sampler, String stopper, String scheduler, int lag) {}

  /// How much is spent.
  ///
  /// @param trials of the search
  /// @param time of this and every later start together; empty for no limit. A limit of time makes
  ///     a study depend on the speed of the machine
  /// @param trialTimeout after which a trial is stopped; empty for no limit, since it depends on
  ///     the speed of the machine as well
  /// @param leaders how many of the best are trained again with further seeds for an honest score
  /// @param seeds with how many further seeds each
  public record Budget(
      int trials,
      Optional<Duration> time,
      Optional<Duration> trialTimeout,
      int leaders,
      int seeds) {}

  /// How it is done.
  ///
  /// @param jobs trials at once in one process
  /// @param storage `sqlite:FILE`, relative to the study folder, or `postgresql://…`
  /// @param retestAfter the age at which the choice should be tested again
  public record Work(int jobs, String storage, Duration retestAfter) {}

  /// Copies the goals and checks the numbers.
  ///
  /// @throws IllegalArgumentException naming the setting
  public StudySettings {
    goals = List.copyOf(goals);
    check("name", "letters, digits, - and _", name.matches("[\\w.-]{1,200}"), name);
    check("goals", "at least one", !goals.isEmpty(), goals);
    check("space", "at least one parameter", space.size() > 0, space.size());
    check("trials", "1 to 1000000", budget.trials >= 1 && budget.trials <= 1e6, budget.trials);
    boolean isTime = budget.trialTimeout.map(Duration::isPositive).orElse(true);
    check("trial-timeout", "a positive length of time", isTime, "0s");
    check("jobs", "1 to 1024", work.jobs >= 1 && work.jobs <= 1024, work.jobs);
    check("lag", "0 to 1024", search.lag >= 0 && search.lag <= 1024, search.lag);
    check("leaders", "0 to 100", budget.leaders >= 0 && budget.leaders <= 100, budget.leaders);
    check("seeds", "0 to 100", budget.seeds >= 0 && budget.seeds <= 100, budget.seeds);
    RunSettings base = trainings.base();
    check("validation", "above 0 in a study", base.validation() > 0, base.validation());
    String batch = base.batchSize();
    check("batch-size", "a number or full in a study", !batch.equals("auto"), batch);
    SettingsSpace.checkNames(space);
    trainings.check(space);
  }

  private static void check(String name, String expected, boolean isRight, Object got) {
    if (!isRight) {
      throw new IllegalArgumentException(
          "%s: expected %s, but got %s".formatted(name, expected, got));
    }
  }

  /// The forms of the space by name.
  public SequencedMap<String, String> spaceForms() {
    return SpaceForm.of(space);
  }

  /// The seed of the study: of the division of the data, of proposals, and of the trials.
  public long seed() {
    return trainings.base().seed();
  }
}
