package dev.glissade.experiment;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.StudyState;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// The result of a study for programs: what `summary.json` holds.
public record StudySummary(String status, ObjectNode json) {
  private static final String SECONDS = "seconds";

  static StudySummary of(StudyState state, boolean isInterrupted, double seconds) {
    History history = state.history();
    Goal goal = history.goals().getFirst();
    long completed = count(history, TrialState.COMPLETE);
    boolean isOpen = count(history, TrialState.RUNNING) + count(history, TrialState.PAUSED) > 0;
    String status = isInterrupted ? "interrupted" : isOpen ? "open" : "completed";
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("status", status).put("direction", Goals.word(goal.direction()));
    json.put("metric", goal.metric());
    json.putObject("trials")
        .put("completed", completed)
        .put("stopped", count(history, TrialState.STOPPED))
        .put("failed", count(history, TrialState.FAILED));
    best(history).ifPresent(trial -> put(json.putObject("best"), trial));
    json.put(SECONDS, Math.round(seconds * 1000) / 1000.0);
    double minutes = seconds / 60;
    json.put("trials_per_minute", minutes > 0 ? Math.round(history.trials().size() / minutes) : 0);
    json.put("events_sha256", state.eventsHash()).put("version", Version.CURRENT);
    return new StudySummary(status, json);
  }

  private static long count(History history, TrialState state) {
    return history.trials().stream().filter(trial -> trial.state() == state).count();
  }

  /// The complete trial with the best value.
  static Optional<TrialRecord> best(History history) {
    return history.trials().stream()
        .filter(it -> it.state() == TrialState.COMPLETE && it.violation() <= 0)
        .min(Comparator.comparingDouble(it -> history.loss(it.values().getFirst())));
  }

  private static void put(ObjectNode json, TrialRecord trial) {
    json.put("trial", trial.number()).put("value", trial.values().getFirst());
    json.set("parameters", parameters(trial.configuration()));
  }

  /// A configuration as an object.
  static ObjectNode parameters(Configuration configuration) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    configuration
        .values()
        .forEach(
            (name, value) -> {
              switch (value) {
                case Value.Real(double number) -> json.put(name, number);
                case Value.Whole(long number) -> json.put(name, number);
                case Value.Word(String text) -> json.put(name, text);
              }
            });
    return json;
  }

  /// The seconds that were worked on the study before, as its summary says; 0 if there is none.
  static double secondsIn(StudyFolder folder) {
    try {
      return Files.exists(folder.summary())
          ? Json.MAPPER.readTree(Files.readString(folder.summary())).path(SECONDS).asDouble(0)
          : 0;
    } catch (IOException | JacksonException _) {
      return 0;
    }
  }
}
