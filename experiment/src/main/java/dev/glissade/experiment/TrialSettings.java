package dev.glissade.experiment;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Space;
import dev.glissade.tune.Value;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The settings of the trainings of a study: what all of them share, and what a configuration makes
/// of that.
public final class TrialSettings {
  private final ObjectNode said;
  private final RunSettings base;

  /// From what was said, the rest being usual; the usual learning rate, for example, is that of the
  /// optimiser of each trial.
  ///
  /// @param where to say in messages where it was said
  /// @throws IllegalArgumentException naming the setting
  TrialSettings(String where, ObjectNode said) {
    this.said = said.deepCopy();
    this.base = SettingsFile.of(where, said);
  }

  /// The settings of a trial without a configuration.
  public RunSettings base() {
    return base;
  }

  /// What was said.
  ObjectNode said() {
    return said.deepCopy();
  }

  /// The settings of a trial. The one with which `glissade train` would do the same.
  ///
  /// @throws IllegalArgumentException if the configuration has wrong values, or ones without effect
  public RunSettings of(Configuration configuration) {
    return SettingsFile.with(base, said, changes(configuration));
  }

  /// What the configuration changes: texts by the names of settings.
  public Map<String, String> changes(Configuration configuration) {
    return SettingsSpace.changes(base, configuration);
  }

  /// The seed of first weights, order of examples and dropout of a repeat. Repeat 0, the search,
  /// has the study's own; all trials have the same, and so the same luck.
  static long seed(long study, int repeat) {
    return repeat == 0 ? study : Draws.of(study, repeat, "repeat").bits();
  }

  /// Tries the ends of every parameter that exists without condition.
  ///
  /// @throws IllegalArgumentException naming the parameter whose values are no settings
  void check(Space space) {
    for (Space.Dimension each : space.dimensions()) {
      if (each.condition().isEmpty()) {
        for (Value value : SettingsSpace.extremes(each.param())) {
          check(each.name(), value);
        }
      }
    }
  }

  private void check(String name, Value value) {
    try {
      of(Configuration.EMPTY.with(name, value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("space: " + e.getMessage(), e);
    }
  }
}
