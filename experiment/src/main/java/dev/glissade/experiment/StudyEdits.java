package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.tune.Former;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.SpaceEdit;
import dev.glissade.tune.Value;
import dev.glissade.tune.sampler.Box;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Changes of a study that goes on: its space, its budget, its strategy. What was tried stays, and
/// counts as far as the changed space knows it.
public final class StudyEdits {
  private static final Set<String> OPEN =
      Set.of(
          "trials",
          "time",
          "trial-timeout",
          "sampler",
          "stopper",
          "scheduler",
          "leaders",
          "seeds",
          "lag",
          "jobs",
          "retest-after");

  private StudyEdits() {}

  /// Other ranges, further parameters, other settings. A parameter that is new had the value of its
  /// setting in the trials so far.
  ///
  /// @return what was changed, in words
  /// @throws IllegalArgumentException naming what is wrong, or cannot change
  public static String edit(Tuning tuning, StudyChanges changes) {
    checkOpen(changes);
    ObjectNode all = SettingsFile.tree(tuning.folder().settings());
    SequencedMap<String, String> forms = StudySettingsFile.forms(all);
    forms.putAll(changes.space());
    Space wanted = SpaceForm.parse("tune", forms);
    SettingsSpace.checkNames(wanted);
    var edit = new SpaceEdit(tuning.stored().state().definition().space(), "");
    for (String name : changes.space().keySet()) {
      edit = edit.then(edited(tuning.settings(), edit.space(), dimension(wanted, name)));
    }
    return redefine(tuning, all, changes.study(), edit);
  }

  /// A smaller space, around the best fifth of the trials.
  ///
  /// @param study further changes by the keys of `study.yaml`
  /// @return what was changed, in words
  /// @throws IllegalArgumentException if there are too few trials to tell
  public static String zoom(Tuning tuning, Map<String, String> study) {
    History history = tuning.stored().state().history();
    Space space = tuning.stored().state().definition().space();
    long complete = history.trials().stream().filter(it -> !it.values().isEmpty()).count();
    if (complete < 5) {
      throw new IllegalArgumentException(
          "zoom: expected at least 5 complete trials, but got " + complete);
    }
    SpaceEdit edit = Box.all(space).around(history.trials(), history).narrow(space);
    return redefine(tuning, SettingsFile.tree(tuning.folder().settings()), study, edit);
  }

  private static void checkOpen(StudyChanges changes) {
    if (!changes.training().isEmpty()) {
      throw new IllegalArgumentException(
          "edit: expected trainings that stay comparable, but got %s — help: begin another study"
              .formatted(changes.training().keySet()));
    }
    for (String name : changes.study().keySet()) {
      if (!OPEN.contains(name)) {
        throw Names.unknown("edit", "settings that may change", name, OPEN);
      }
    }
    if (changes.space().isEmpty() && changes.study().isEmpty()) {
      throw new IllegalArgumentException(
          "edit: expected something to change, such as --trials or --tune, but got nothing");
    }
  }

  private static Space.Dimension dimension(Space space, String name) {
    return space.dimensions().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static SpaceEdit edited(StudySettings settings, Space space, Space.Dimension wanted) {
    List<String> names = space.dimensions().stream().map(Space.Dimension::name).toList();
    if (names.contains(wanted.name())) {
      return SpaceEdit.replace(space, wanted.name(), wanted.param());
    }
    Optional<Value> before = before(settings, wanted.name(), wanted.param());
    var dimension =
        new Space.Dimension(
            wanted.name(), wanted.param(), wanted.condition(), before.map(Former.Had::new));
    String was = before.map(it -> ", which was " + it).orElse("");
    String reason = "added %s as %s%s".formatted(wanted.name(), ParamForm.of(wanted.param()), was);
    return new SpaceEdit(space.with(dimension), reason);
  }

  /// What a setting was while it did not vary; `decay` was not there.
  static Optional<Value> before(StudySettings settings, String name, Param param) {
    RunSettings base = settings.trainings().base();
    return switch (name) {
      case "units" ->
          base.hidden().isEmpty()
              ? Optional.empty()
              : Optional.of(Value.of(base.hidden().getFirst()));
      case "layers" -> Optional.of(Value.of(base.hidden().size()));
      default -> {
        JsonNode value = Json.settings(base).path(name);
        yield value.isValueNode() && !value.isNull()
            ? Optional.of(StudyConfigurations.like(param, value.asString("")))
            : Optional.empty();
      }
    };
  }

  private static String redefine(
      Tuning tuning, ObjectNode all, Map<String, String> study, SpaceEdit edit) {
    study.forEach(all::put);
    ObjectNode space = all.putObject(StudySettingsFile.SPACE);
    SpaceForm.of(edit.space()).forEach(space::put);
    String others =
        study.entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining("; "));
    String reason =
        edit.reason().isEmpty() || others.isEmpty()
            ? edit.reason() + others
            : edit.reason() + "; " + others;
    StudySettings changed = StudySettingsFile.typed(tuning.folder().settings() + "", all);
    tuning.redefine(changed, new SpaceEdit(edit.space(), reason));
    return reason;
  }
}
