package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.data.Task;
import dev.glissade.tune.Goal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

/// Studies from `study.yaml`, and back.
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
  static final String TRAINING = "training";
  static final String SPACE = "space";
  static final String GOALS = "goals";
  private static final String NAME = "name";
  private static final String TIME = "time";
  private static final String TRIAL_TIMEOUT = "trial-timeout";
  private static final String NONE = "none";
  private static final int MOST_LEADERS = 10;
  private static final int TRIALS_FOR_A_LEADER = 12;
  private static final int USUAL_LAG = 4;

  /// The other keys, with their usual values; empty for what is decided.
  private static final Map<String, String> USUAL = usual();

  private StudySettingsFile() {}

  private static Map<String, String> usual() {
    Map<String, String> usual = new LinkedHashMap<>();
    usual.put(NAME, "study");
    usual.put("sampler", "auto");
    usual.put("stopper", "median");
    usual.put("scheduler", "trials");
    usual.put("trials", "60");
    usual.put(TIME, NONE);
    usual.put(TRIAL_TIMEOUT, NONE);
    usual.put("leaders", "");
    usual.put("seeds", "3");
    usual.put("lag", "");
    usual.put("jobs", "");
    usual.put("storage", "sqlite:study.db");
    usual.put("retest-after", "90d");
    return Collections.unmodifiableMap(usual);
  }

  /// The settings that a study folder has, in which everything is decided.
  ///
  /// @throws IllegalArgumentException naming the file and the setting
  public static StudySettings read(Path file) {
    return typed(file + "", SettingsFile.tree(file));
  }

  /// Settings in which everything is decided.
  ///
  /// @param where to say in messages where they are
  static StudySettings typed(String where, ObjectNode all) {
    String prefix = prefix(where);
    checkKeys(where, all);
    var trainings = new TrialSettings(where, trainingOf(where, all));
    return new StudySettings(
        text(all, NAME),
        trainings,
        SpaceForm.parse(prefix + SPACE, forms(all)),
        goals(prefix, all, trainings.base()),
        search(prefix, all),
        budget(prefix, all),
        work(prefix, all, trainings.base().threads()));
  }

  private static String prefix(String where) {
    return where.isEmpty() ? "" : where + ": ";
  }

  /// Refuses keys that there are not.
  static void checkKeys(String where, ObjectNode all) {
    Set<String> known = new TreeSet<>(USUAL.keySet());
    known.addAll(List.of(TRAINING, SPACE, GOALS));
    for (String name : all.propertyNames()) {
      if (!known.contains(name)) {
        boolean isOfTraining = RunSettings.names().contains(name);
        String help = isOfTraining ? " — help: settings of trainings go under training" : "";
        throw new IllegalArgumentException(
            Names.unknown(prefix(where) + "study", "settings", name, known).getMessage() + help);
      }
    }
  }

  /// What is said of the trainings.
  static ObjectNode trainingOf(String where, ObjectNode all) {
    if (all.path(TRAINING) instanceof ObjectNode training) {
      return training;
    }
    throw new IllegalArgumentException(
        "%straining: expected settings, at least data, but got %s"
            .formatted(prefix(where), all.has(TRAINING) ? all.path(TRAINING) : "none"));
  }

  /// The forms of the space by name, where it is written down as such.
  static SequencedMap<String, String> forms(ObjectNode all) {
    SequencedMap<String, String> forms = new LinkedHashMap<>();
    all.path(SPACE)
        .properties()
        .forEach(each -> forms.put(each.getKey(), each.getValue().asString("")));
    return forms;
  }

  private static List<Goal> goals(String prefix, ObjectNode all, RunSettings base) {
    List<String> names = new ArrayList<>();
    JsonNode written = all.path(GOALS);
    if (written instanceof ArrayNode list) {
      list.forEach(each -> names.add(each.asString("")));
    } else {
      names.addAll(List.of(written.asString("").split(",")));
    }
    return Goals.parse(prefix, names, base.task().map(Task.Kind::parse).orElseThrow());
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
    boolean isUsual = text(all, "leaders").isEmpty();
    int usual = Math.clamp(Math.round((float) trials / TRIALS_FOR_A_LEADER), 1, MOST_LEADERS);
    return new StudySettings.Budget(
        trials,
        length(prefix, all, TIME),
        length(prefix, all, TRIAL_TIMEOUT),
        isUsual ? usual : whole(prefix, all, "leaders"),
        whole(prefix, all, "seeds"));
  }

  private static Optional<Duration> length(String prefix, ObjectNode all, String name) {
    String text = text(all, name);
    return text.equals(NONE) ? Optional.empty() : Optional.of(Durations.parse(prefix + name, text));
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
    all.put(NAME, settings.name());
    all.set(TRAINING, settings.trainings().said());
    ObjectNode space = all.putObject(SPACE);
    SpaceForm.of(settings.space()).forEach(space::put);
    ArrayNode goals = all.putArray(GOALS);
    settings.goals().forEach(goal -> goals.add(goal.metric()));
    StudySettings.Search search = settings.search();
    all.put("sampler", search.sampler()).put("stopper", search.stopper());
    all.put("scheduler", search.scheduler()).put("lag", search.lag());
    StudySettings.Budget budget = settings.budget();
    all.put("trials", budget.trials()).put(TIME, length(budget.time()));
    all.put(TRIAL_TIMEOUT, length(budget.trialTimeout()));
    all.put("leaders", budget.leaders()).put("seeds", budget.seeds());
    StudySettings.Work work = settings.work();
    all.put("jobs", work.jobs()).put("storage", work.storage());
    all.put("retest-after", Durations.of(work.retestAfter()));
    return Json.SETTINGS.writeValueAsString(all);
  }

  private static String length(Optional<Duration> time) {
    return time.map(Durations::of).orElse(NONE);
  }
}
