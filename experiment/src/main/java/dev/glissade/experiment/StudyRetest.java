package dev.glissade.experiment;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Space;
import dev.glissade.tune.StudyState;
import dev.glissade.tune.Value;
import dev.glissade.tune.analysis.Retest;
import dev.glissade.tune.analysis.RetestPlan;
import dev.glissade.tune.sampler.Halton;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// An old study tried again, on the data and the machine as they are now: its winners, their
/// neighbours, the usual settings and fresh ones, all with the same seeds, as a study of its own.
///
/// @param candidates what is tried
/// @param plan of the new study
public record StudyRetest(RetestPlan candidates, StudyPlan plan) {
  private static final int SKIPPED = 100;

  /// Plans it.
  ///
  /// @param name of the new study
  /// @param seeds with how many further seeds each candidate is trained
  /// @throws IllegalArgumentException if the old study has no complete trial, or the data are not
  ///     there
  public static StudyRetest of(Tuning old, String name, int seeds) {
    StudyState state = old.stored().state();
    if (old.stored().analysis().recommended().isEmpty()) {
      throw new IllegalArgumentException(
          "retest: expected a study with a complete trial, but got none");
    }
    RetestPlan candidates =
        RetestPlan.of(
            state.history(), usual(old.settings()), new Halton(SKIPPED), old.settings().seed());
    int count = candidates.candidates().size();
    ObjectNode all = SettingsFile.tree(old.folder().settings());
    all.put("name", name).put("sampler", "random").put("stopper", "none");
    all.put("scheduler", "trials").put("trials", count + "").put("leaders", count + "");
    all.put("seeds", seeds + "").put("storage", "sqlite:study.db");
    StudySettingsFile.trainingOf("", all).remove("fingerprint");
    StudySettings settings = StudySettingsFile.typed("", all);
    StudyPlan plan = StudyPlan.of(settings);
    String fingerprint = plan.source().fingerprint();
    StudySettingsFile.trainingOf("", all).put("fingerprint", fingerprint);
    return new StudyRetest(
        candidates, new StudyPlan(StudySettingsFile.typed("", all), plan.source(), plan.splits()));
  }

  /// The usual settings as a configuration, if the space has them.
  private static Optional<Configuration> usual(StudySettings settings) {
    RunSettings base = settings.trainings().base();
    Configuration usual = Configuration.EMPTY;
    for (Space.Dimension each : settings.space().dimensions()) {
      Optional<Value> value = StudyEdits.before(settings, each.name(), each.param());
      if (value.filter(each.param()::contains).isPresent() && !base.hidden().isEmpty()) {
        usual = usual.with(each.name(), value.get());
      }
    }
    return settings.space().allows(usual) ? Optional.of(usual) : Optional.empty();
  }

  /// Asks the new study for all candidates, in their order.
  public void enqueue(Tuning tuning) {
    IntStream.range(0, candidates.candidates().size())
        .forEach(
            i ->
                tuning
                    .stored()
                    .requests()
                    .begin(
                        "retest/" + i,
                        candidates.candidates().get(i).configuration(),
                        tuning.epochs()));
  }

  /// Compares old and new, when the new study is done.
  ///
  /// @throws IllegalArgumentException if the old winner has no value
  public Retest compare(Tuning tuning) {
    return Retest.of(candidates, tuning.stored().state().history(), tuning.settings().seed());
  }
}
