package dev.glissade.experiment;

import dev.glissade.data.Source;
import dev.glissade.data.Splits;
import dev.glissade.tune.Space;
import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A study that is prepared: everything decided, the data read and divided. The parts have no test
/// part, since that is for the final choice only.
///
/// @param settings with everything decided
/// @param source of the data
/// @param splits training and validation
public record StudyPlan(StudySettings settings, Source source, Splits splits) {
  /// What is usual or decided for each optimiser, besides the settings that only some read.
  private static final Set<String> OF_OPTIMIZER = Set.of("learning-rate", "conventions");

  /// Reads a study that somebody wrote, changed by `changes`.
  ///
  /// @param name of the study if the file has none
  /// @throws IllegalArgumentException naming the file and the setting
  public static StudyPlan read(Path file, String name, StudyChanges changes) {
    ObjectNode written = SettingsFile.tree(file);
    if (!written.has("name")) {
      written.put("name", name);
    }
    return resolve(file + "", written, changes);
  }

  /// A study on `data`.
  ///
  /// @throws IllegalArgumentException naming the setting
  public static StudyPlan of(String data, String name, StudyChanges changes) {
    ObjectNode written = Json.SETTINGS.createObjectNode().put("name", name);
    written.putObject(StudySettingsFile.TRAINING).put("data", data);
    return resolve("", written, changes);
  }

  /// The plan of a study in which everything is decided.
  ///
  /// @throws IllegalArgumentException if the data are not there, or not those of the study
  public static StudyPlan of(StudySettings settings) {
    Preparation data = Preparation.of(settings.trainings().base());
    return new StudyPlan(settings, data.source(), withoutTest(data.splits()));
  }

  private static StudyPlan resolve(String where, ObjectNode all, StudyChanges changes) {
    StudySettingsFile.checkKeys(where, all);
    changes.study().forEach(all::put);
    ObjectNode training = StudySettingsFile.trainingOf(where, all);
    changes.training().forEach(training::put);
    Set<String> said = Set.copyOf(training.propertyNames());
    Preparation data = Preparation.of(SettingsFile.of(where, training));
    SequencedMap<String, String> forms = forms(all, changes, data, said);
    ObjectNode space = all.putObject(StudySettingsFile.SPACE);
    forms.forEach(space::put);
    Space parsed = SpaceForm.parse((where.isEmpty() ? "" : where + ": ") + "space", forms);
    SettingsSpace.checkNames(parsed);
    decide(training, data, parsed);
    if (!all.has(StudySettingsFile.GOALS)) {
      ArrayNode goals = all.putArray(StudySettingsFile.GOALS);
      goals.add(Goals.usual(data.source().task().kind()));
    }
    StudySettings settings = StudySettingsFile.typed(where, all);
    return new StudyPlan(settings, data.source(), withoutTest(data.splits()));
  }

  private static Splits withoutTest(Splits splits) {
    return new Splits(
        splits.train(),
        splits.validation(),
        splits.test().subset(new int[0]),
        splits.preprocessing());
  }

  /// The forms that were said; those of a word, `usual` if there is none, unless some were said.
  private static SequencedMap<String, String> forms(
      ObjectNode all, StudyChanges changes, Preparation data, Set<String> said) {
    JsonNode written = all.path(StudySettingsFile.SPACE);
    SequencedMap<String, String> forms = StudySettingsFile.forms(all);
    if (written.isValueNode() || (forms.isEmpty() && changes.space().isEmpty())) {
      var tier = SettingsSpace.Tier.parse(written.asString("usual"));
      int examples = data.splits().train().size();
      forms.putAll(SpaceForm.of(SettingsSpace.usual(tier, data.wanted(), said, examples)));
    }
    forms.putAll(changes.space());
    return forms;
  }

  /// Writes down what the data decide, and every usual value that does not depend on what varies.
  private static void decide(ObjectNode training, Preparation data, Space space) {
    Set<String> varied = new TreeSet<>();
    space.dimensions().forEach(each -> varied.add(SettingsSpace.settingOf(each.name())));
    Map<String, String> decided = data.decided();
    decided.put("epochs", data.epochs() + "");
    ObjectNode all = Json.settings(SettingsFile.with(training, decided));
    boolean isOptimizerVaried = varied.contains("optimizer");
    for (Map.Entry<String, JsonNode> each : all.properties()) {
      String name = each.getKey();
      boolean isOptimizers = Optimizers.isSetting(name) || OF_OPTIMIZER.contains(name);
      boolean isOpen =
          varied.contains(name)
              || Optimizers.isWithoutEffect(data.wanted().optimizer(), name)
              || (isOptimizerVaried && isOptimizers);
      if (!isOpen && !each.getValue().isNull()) {
        training.set(name, each.getValue());
      }
    }
    training.remove(SettingsFile.BATCH_NORM);
  }
}
