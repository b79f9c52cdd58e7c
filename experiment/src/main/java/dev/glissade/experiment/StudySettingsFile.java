package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.data.Source;
import dev.glissade.data.Splits;
import dev.glissade.tune.Goal;
import dev.glissade.tune.Space;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Studies from `study.yaml` and from options, and back.
///
/// ```yaml
/// training:
///   data: digits
///   epochs: 20
/// space:
///   learning-rate: log:1e-4..1e-1
///   units: whole:16..256/16
/// trials: 60
/// ```
public final class StudySettingsFile {
  private static final String TRAINING = "training";
  private static final String SPACE = "space";
  private static final String GOALS = "goals";
  private static final String NONE = "none";
  private static final int MOST_LEADERS = 10;
  private static final int LEADERS_SHARE = 12;
  private static final int USUAL_LAG = 4;

  /// The keys besides those of the training, with their usual values; empty for what is decided.
  private static final Map<String, String> USUAL = usual();

  private StudySettingsFile() {}

  private static Map<String, String> usual() {
    Map<String, String> usual = new LinkedHashMap<>();
    usual.put("sampler", "auto");
    usual.put("stopper", "median");
    usual.put("scheduler", "trials");
    usual.put("trials", "60");
    usual.put("time", NONE);
    usual.put("leaders", "");
    usual.put("seeds", "3");
    usual.put("lag", "");
    usual.put("jobs", "");
    usual.put("storage", "sqlite:study.db");
    usual.put("retest-after", "90d");
    return usual;
  }

  /// A study, and the data that it is about, read and divided; there is no test part.
  public record Prepared(StudySettings settings, Source source, Splits splits) {}

  /// Reads a study that somebody wrote or that a study folder has, changed by `changes`.
  ///
  /// @throws IllegalArgumentException naming the file and the setting
  public static Prepared read(Path file, StudyChanges changes) {
    return resolve(file + "", SettingsFile.tree(file), changes);
  }

  /// A study on `data`.
  ///
  /// @throws IllegalArgumentException naming the setting
  public static Prepared of(String data, StudyChanges changes) {
    ObjectNode written = Json.SETTINGS.createObjectNode();
    written.putObject(TRAINING).put("data", data);
    return resolve("", written, changes);
  }

  private static Prepared resolve(String where, ObjectNode written, StudyChanges changes) {
    String prefix = where.isEmpty() ? "" : where + ": ";
    ObjectNode all = written.deepCopy();
    changes.study().forEach(all::put);
    check(prefix, all);
    ObjectNode training = training(prefix, all, changes.training());
    Set<String> said = new TreeSet<>(training.propertyNames());
    RunSettings wanted = SettingsFile.of(where, training);
    Preparation data = Preparation.of(wanted);
    Splits splits = withoutTest(data.splits());
    Space space = space(prefix, all, changes, new Preparation(wanted, data.source(), splits), said);
    decide(training, data, space);
    List<Goal> goals = goals(prefix, all, data);
    var settings =
        new StudySettings(
            new TrialSettings(where, training),
            space,
            goals,
            search(prefix, all),
            budget(prefix, all),
            work(prefix, all, wanted.threads()));
    return new Prepared(settings, data.source(), splits);
  }

  /// The test part is for the final choice only, so no trial gets it.
  private static Splits withoutTest(Splits splits) {
    return new Splits(
        splits.train(),
        splits.validation(),
        splits.test().subset(new int[0]),
        splits.preprocessing());
  }

  private static void check(String prefix, ObjectNode all) {
    Set<String> known = new TreeSet<>(USUAL.keySet());
    known.addAll(List.of(TRAINING, SPACE, GOALS));
    for (String name : all.propertyNames()) {
      if (!known.contains(name)) {
        String help =
            RunSettings.names().contains(name) ? " — help: settings of trainings go under training" : "";
        String message = Names.unknown(prefix + "study", "settings", name, known).getMessage();
        throw new IllegalArgumentException(message + help);
      }
    }
  }

  private static ObjectNode training(String prefix, ObjectNode all, Map<String, String> changes) {
    if (!(all.path(TRAINING) instanceof ObjectNode training)) {
      throw new IllegalArgumentException(
          prefix + "training: expected settings, at least data, but got " + all.path(TRAINING));
    }
    changes.forEach(training::put);
    return training;
  }

  private static Space space(
      String prefix, ObjectNode all, StudyChanges changes, Preparation data, Set<String> said) {
    JsonNode written = all.path(SPACE);
    SequencedMap<String, String> forms = new LinkedHashMap<>();
    if (written instanceof ObjectNode object) {
      object.properties().forEach(each -> forms.put(each.getKey(), each.getValue().asString("")));
    } else if (written.isValueNode() || changes.space().isEmpty()) {
      var tier = SettingsSpace.Tier.parse(written.asString("usual"));
      int examples = data.splits().train().size();
      forms.putAll(
          SpaceForm.of(SettingsSpace.usual(tier, data.wanted(), said, examples)));
    }
    forms.putAll(changes.space());
    return SpaceForm.parse(prefix + SPACE, forms);
  }

  /// Writes down what the data decide, and every usual value that does not depend on what varies.
  private static void decide(ObjectNode training, Preparation data, Space space) {
    Set<String> varied = new TreeSet<>();
    space.dimensions().forEach(each -> varied.add(SettingsSpace.settingOf(each.name())));
    RunSettings wanted = data.wanted();
    Map<String, String> decided = data.decided();
    decided.put("epochs", data.epochs() + "");
    ObjectNode all = Json.settings(SettingsFile.with(training, decided));
    boolean isOptimizerVaried = varied.contains("optimizer");
    for (Map.Entry<String, JsonNode> each : all.properties()) {
      String name = each.getKey();
      boolean isOptimizers = Optimizers.isSetting(name) || name.equals("conventions");
      boolean isWithoutEffect = Optimizers.isWithoutEffect(wanted.optimizer(), name);
      boolean isOpen =
          varied.contains(name) || isWithoutEffect || (isOptimizerVaried && isOptimizers);
      if (!isOpen && !each.getValue().isNull()) {
        training.set(name, each.getValue());
      }
    }
    training.remove(SettingsFile.BATCH_NORM);
  }

  private static List<Goal> goals(String prefix, ObjectNode all, Preparation data) {
    JsonNode written = all.path(GOALS);
    var task = data.source().task();
    if (written.isMissingNode()) {
      return Goals.usual(task);
    }
    List<String> names = new ArrayList<>();
    if (written instanceof ArrayNode list) {
      list.forEach(each -> names.add(each.asString("")));
    } else {
      names.addAll(List.of(written.asString("").split(",")));
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(prefix + "goals: expected at least one, but got none");
    }
    return Goals.parse(names, task);
  }

  private static StudySettings.Search search(String prefix, ObjectNode all) {
    int jobs = jobs(prefix, all, 1);
    String lag = text(all, "lag");
    return new StudySettings.Search(
        text(all, "sampler"),
        text(all, "stopper"),
        text(all, "scheduler"),
        lag.isEmpty() ? Math.max(USUAL_LAG, jobs) : whole(prefix, all, "lag"));
  }

  private static StudySettings.Budget budget(String prefix, ObjectNode all) {
    int trials = whole(prefix, all, "trials");
    String time = text(all, "time");
    boolean isUsual = text(all, "leaders").isEmpty();
    int usual = Math.clamp(Math.round((float) trials / LEADERS_SHARE), 1, MOST_LEADERS);
    return new StudySettings.Budget(
        trials,
        time.equals(NONE) ? Optional.empty() : Optional.of(Durations.parse(prefix + "time", time)),
        isUsual ? usual : whole(prefix, all, "leaders"),
        whole(prefix, all, "seeds"));
  }

  private static StudySettings.Work work(String prefix, ObjectNode all, int threads) {
    Duration retestAfter = Durations.parse(prefix + "retest-after", text(all, "retest-after"));
    return new StudySettings.Work(jobs(prefix, all, threads), text(all, "storage"), retestAfter);
  }

  private static int jobs(String prefix, ObjectNode all, int usual) {
    return text(all, "jobs").isEmpty() ? usual : whole(prefix, all, "jobs");
  }

  private static String text(ObjectNode all, String name) {
    return all.path(name).asString(USUAL.getOrDefault(name, ""));
  }

  private static int whole(String prefix, ObjectNode all, String name) {
    String text = text(all, name);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s%s: expected a whole number, but got '%s'".formatted(prefix, name, text), e);
    }
  }

  /// The settings as YAML; `read` gives them back.
  public static String write(StudySettings settings) {
    ObjectNode all = Json.SETTINGS.createObjectNode();
    all.set(TRAINING, settings.trainings().said());
    ObjectNode space = all.putObject(SPACE);
    SpaceForm.of(settings.space()).forEach(space::put);
    ArrayNode goals = all.putArray(GOALS);
    settings.goals().forEach(goal -> goals.add(goal.metric()));
    StudySettings.Search search = settings.search();
    all.put("sampler", search.sampler()).put("stopper", search.stopper());
    all.put("scheduler", search.scheduler()).put("lag", search.lag());
    StudySettings.Budget budget = settings.budget();
    all.put("trials", budget.trials()).put("time", budget.time().map(Durations::of).orElse(NONE));
    all.put("leaders", budget.leaders()).put("seeds", budget.seeds());
    StudySettings.Work work = settings.work();
    all.put("jobs", work.jobs()).put("storage", work.storage());
    all.put("retest-after", Durations.of(work.retestAfter()));
    return Json.SETTINGS.writeValueAsString(all);
  }
}
