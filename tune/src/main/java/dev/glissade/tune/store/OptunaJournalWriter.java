package dev.glissade.tune.store;

import dev.glissade.tune.Direction;
import dev.glissade.tune.analysis.Timeline.Lifetime;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a journal file that Optuna's `JournalFileBackend` reads: the study in one line, its
/// attributes, and each trial as a whole.
final class OptunaJournalWriter {
  private final BufferedWriter writer;
  private final Lifetime unknown;

  private OptunaJournalWriter(BufferedWriter writer, Lifetime unknown) {
    this.writer = writer;
    this.unknown = unknown;
  }

  /// Writes a file.
  ///
  /// @param at when trials began and ended whose times are not known, for Optuna wants to know
  static void write(Path file, OptunaStudy study, Instant at) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      var journal = new OptunaJournalWriter(writer, new Lifetime(at, at));
      journal.study(study);
      for (OptunaTrial each : study.trials()) {
        journal.trial(each);
      }
    }
  }

  private static ObjectNode operation(int code) {
    return JsonNodeFactory.instance.objectNode().put("op_code", code).put("worker_id", "glissade");
  }

  private void line(ObjectNode operation) throws IOException {
    writer.write(OptunaJson.line(operation));
    writer.write('\n');
  }

  private void study(OptunaStudy study) throws IOException {
    ObjectNode begin = operation(0).put("study_name", study.name());
    var directions = begin.putArray("directions");
    study.directions().forEach(it -> directions.add(it == Direction.MINIMIZE ? 1 : 2));
    line(begin);
    attributes(2, "user_attr", study.userAttributes());
    attributes(3, "system_attr", study.systemAttributes());
  }

  private void attributes(int code, String field, Map<String, JsonNode> attributes)
      throws IOException {
    for (var each : attributes.entrySet()) {
      ObjectNode operation = operation(code).put("study_id", 0);
      operation.putObject(field).set(each.getKey(), each.getValue());
      line(operation);
    }
  }

  private void trial(OptunaTrial trial) throws IOException {
    Lifetime lifetime = trial.lifetime().orElse(unknown);
    ObjectNode operation =
        operation(4)
            .put("study_id", 0)
            .put("datetime_start", OptunaTime.line(lifetime.from()))
            .put("state", trial.state().ordinal());
    if (trial.state() != OptunaTrial.State.RUNNING) {
      operation.put("datetime_complete", OptunaTime.line(lifetime.to()));
    }
    boolean isOne = trial.values().size() == 1;
    operation.set("value", isOne ? number(trial.values().getFirst()) : nothing());
    operation.set("values", isOne || trial.values().isEmpty() ? nothing() : values(trial));
    ObjectNode distributions = operation.putObject("distributions");
    ObjectNode params = operation.putObject("params");
    trial
        .parameters()
        .forEach(
            (name, it) -> {
              distributions.put(name, OptunaJson.line(it.distribution()));
              params.put(name, it.internal());
            });
    ObjectNode reports = operation.putObject("intermediate_values");
    trial.reports().forEach((step, value) -> reports.set(step.toString(), number(value)));
    operation.putObject("user_attrs").setAll(trial.userAttributes());
    operation.putObject("system_attrs").setAll(trial.systemAttributes());
    line(operation);
  }

  private static JsonNode values(OptunaTrial trial) {
    var values = JsonNodeFactory.instance.arrayNode();
    trial.values().forEach(values::add);
    return values;
  }

  private static JsonNode number(double value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  private static JsonNode nothing() {
    return JsonNodeFactory.instance.nullNode();
  }
}
