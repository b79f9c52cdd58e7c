package dev.glissade.tune.store;

import dev.glissade.tune.Direction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Reads the journal files of Optuna 3 to 5: one operation on each line, told by a number. A last
/// line that was cut off is left out, and so are operations on what is not there any more or has
/// ended, as Optuna does.
final class OptunaJournal {
  private final SequencedMap<Integer, OptunaStudy> studies = new LinkedHashMap<>();
  private final List<OptunaTrial> trials = new ArrayList<>();
  private int begun;

  private OptunaJournal() {}

  /// All studies of a file.
  ///
  /// @throws IllegalArgumentException naming the line that is wrong
  static List<OptunaStudy> read(Path file) throws IOException {
    var journal = new OptunaJournal();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 1;
      String line = reader.readLine();
      while (line != null) {
        String next = reader.readLine();
        try {
          journal.apply(OptunaJson.parse(line));
        } catch (IllegalArgumentException e) {
          boolean isCutOff = next == null && !line.endsWith("}");
          if (!isCutOff) {
            throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
          }
        }
        line = next;
        number++;
      }
    }
    return List.copyOf(journal.studies.values());
  }

  private void apply(JsonNode log) {
    switch (whole(log, "op_code")) {
      case 0 -> begin(log);
      case 1 -> studies.remove(whole(log, "study_id"));
      case 2 -> study(log, it -> putAll(it.userAttributes(), log.path("user_attr")));
      case 3 -> study(log, it -> putAll(it.systemAttributes(), log.path("system_attr")));
      case 4 -> study(log, it -> addTrial(it, log));
      case 5 -> trial(log, it -> addParameter(it, log));
      case 6 -> trial(log, it -> end(it, log));
      case 7 -> trial(log, it -> addReport(it, log));
      case 8 -> trial(log, it -> putAll(it.userAttributes(), log.path("user_attr")));
      case 9 -> trial(log, it -> putAll(it.systemAttributes(), log.path("system_attr")));
      case 10 -> {
        // A hint for programs that keep less.
      }
      default ->
          throw new IllegalArgumentException(
              "op_code: expected 0 to 10, but got " + log.path("op_code"));
    }
  }

  private void begin(JsonNode log) {
    String name = log.path("study_name").asString("");
    if (studies.values().stream().anyMatch(it -> it.name().equals(name))) {
      return;
    }
    var directions = new ArrayList<Direction>();
    for (JsonNode each : log.path("directions")) {
      directions.add(each.asInt(1) == 2 ? Direction.MAXIMIZE : Direction.MINIMIZE);
    }
    studies.put(begun, OptunaStudy.begun(name, directions));
    begun++;
  }

  private void study(JsonNode log, Consumer<OptunaStudy> change) {
    OptunaStudy study = studies.get(whole(log, "study_id"));
    if (study != null) {
      change.accept(study);
    }
  }

  private void trial(JsonNode log, Consumer<OptunaTrial> change) {
    int id = whole(log, "trial_id");
    if (id >= 0 && id < trials.size() && trials.get(id).state().isOpen()) {
      change.accept(trials.get(id));
    }
  }

  /// A trial that begins, or one that was added as a whole.
  private void addTrial(OptunaStudy study, JsonNode log) {
    var trial = new OptunaTrial(OptunaTrial.State.of(log.path("state").asInt(0)));
    JsonNode distributions = log.path("distributions");
    log.path("params")
        .forEachEntry(
            (name, value) ->
                trial
                    .parameters()
                    .put(name, parameter(value, distributions.path(name).asString(""))));
    log.path("intermediate_values")
        .forEachEntry((step, value) -> trial.reports().put(Long.parseLong(step), number(value)));
    putAll(trial.userAttributes(), log.path("user_attrs"));
    putAll(trial.systemAttributes(), log.path("system_attrs"));
    addTimes(trial, log);
    addValues(trial, log.path("values"));
    if (log.path("value").isNumber()) {
      trial.values().add(log.path("value").doubleValue());
    }
    trials.add(trial);
    study.trials().add(trial);
  }

  private static void addParameter(OptunaTrial trial, JsonNode log) {
    trial
        .parameters()
        .put(
            log.path("param_name").asString(""),
            parameter(log.path("param_value_internal"), log.path("distribution").asString("")));
  }

  private static OptunaTrial.Parameter parameter(JsonNode value, String distribution) {
    return new OptunaTrial.Parameter(number(value), OptunaJson.parse(distribution));
  }

  private static void end(OptunaTrial trial, JsonNode log) {
    trial.state(OptunaTrial.State.of(whole(log, "state")));
    addTimes(trial, log);
    addValues(trial, log.path("values"));
  }

  /// A trial that was waiting begins with a change of its state.
  private static void addTimes(OptunaTrial trial, JsonNode log) {
    time(log, "datetime_start").ifPresent(trial::begin);
    time(log, "datetime_complete").ifPresent(trial::end);
  }

  private static Optional<Instant> time(JsonNode log, String name) {
    JsonNode time = log.path(name);
    return time.isString() ? Optional.of(OptunaTime.read(time.stringValue())) : Optional.empty();
  }

  private static void addValues(OptunaTrial trial, JsonNode values) {
    for (JsonNode each : values) {
      trial.values().add(number(each));
    }
  }

  private static void addReport(OptunaTrial trial, JsonNode log) {
    trial.reports().put((long) whole(log, "step"), number(log.path("intermediate_value")));
  }

  private static void putAll(Map<String, JsonNode> attributes, JsonNode more) {
    more.forEachEntry(attributes::put);
  }

  private static int whole(JsonNode log, String name) {
    JsonNode node = log.path(name);
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw new IllegalArgumentException(name + ": expected a whole number, but got " + node);
    }
    return node.intValue();
  }

  private static double number(JsonNode node) {
    if (!node.isNumber()) {
      throw new IllegalArgumentException("value: expected a number, but got " + node);
    }
    return node.doubleValue();
  }
}
