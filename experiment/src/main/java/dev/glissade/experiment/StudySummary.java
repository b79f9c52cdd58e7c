package dev.glissade.experiment;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.StudyState;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.Value;
import dev.glissade.tune.analysis.Fanova;
import dev.glissade.tune.analysis.Honesty;
import dev.glissade.tune.analysis.Outcomes;
import dev.glissade.tune.analysis.StudyAnalysis;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The result of a study for programs: what `summary.json` holds.
///
/// @param status `completed`, `interrupted`, or `open` while somebody is at it or it is to go on
public record StudySummary(String status, ObjectNode json) {
  private static final String SECONDS = "seconds";
  private static final String TRIAL = "trial";
  private static final String VALUE = "value";

  /// @param isInterrupted whether somebody asked to stop
  /// @param seconds that were worked on it
  static StudySummary of(
      StudyState state, StudyAnalysis analysis, boolean isInterrupted, double seconds) {
    History history = analysis.history();
    Goal goal = history.goals().getFirst();
    Outcomes outcomes = analysis.outcomes();
    String status = isInterrupted ? "interrupted" : outcomes.open() > 0 ? "open" : "completed";
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("status", status).put("direction", Goals.word(goal.direction()));
    json.put("metric", goal.metric());
    json.putObject("trials")
        .put("completed", outcomes.completed() + outcomes.infeasible())
        .put("stopped", outcomes.stopped())
        .put("failed", outcomes.failed());
    best(history).ifPresent(trial -> putBest(json.putObject("best"), trial));
    analysis.honesty().recommended().ifPresent(leader -> putHonest(json, leader));
    ObjectNode importance = json.putObject("importance");
    for (Fanova.Effect each : analysis.variance().alone()) {
      importance.put(each.parameters().getFirst(), rounded(each.share(), 1e4));
    }
    state
        .tested()
        .ifPresent(it -> json.putObject("test").put(TRIAL, it.trial()).put(VALUE, it.value()));
    json.put(SECONDS, rounded(seconds, 1e3));
    double perMinute = seconds > 0 ? history.trials().size() / seconds * 60 : 0;
    json.put("trials_per_minute", Math.round(perMinute));
    json.put("events_sha256", state.eventsHash()).put("version", Version.CURRENT);
    return new StudySummary(status, json);
  }

  private static double rounded(double number, double units) {
    return Math.round(number * units) / units;
  }

  /// The complete trial with the best value.
  static Optional<TrialRecord> best(History history) {
    return history.trials().stream()
        .filter(it -> !it.values().isEmpty() && it.violation() <= 0)
        .min(Comparator.comparingDouble(it -> history.loss(it.values().getFirst())));
  }

  private static void putBest(ObjectNode json, TrialRecord trial) {
    json.put(TRIAL, trial.number()).put(VALUE, trial.values().getFirst());
    json.set("parameters", parameters(trial.configuration()));
  }

  private static void putHonest(ObjectNode json, Honesty.Leader leader) {
    if (leader.honest().isPresent()) {
      ObjectNode honest = json.putObject("honest").put(TRIAL, leader.trial());
      honest.put(VALUE, leader.honest().getAsDouble());
      leader.interval().ifPresent(it -> honest.putArray("interval").add(it.low()).add(it.high()));
      honest.put("seeds", leader.seeds());
    }
  }

  /// A trial as an object.
  public static ObjectNode trial(TrialRecord trial) {
    ObjectNode json = Json.MAPPER.createObjectNode().put(TRIAL, trial.number());
    json.put("state", trial.state().name().toLowerCase(Locale.ROOT)).put("until", trial.until());
    json.set("parameters", parameters(trial.configuration()));
    ArrayNode values = json.putArray("values");
    trial.values().forEach(values::add);
    ArrayNode reports = json.putArray("reports");
    trial
        .reports()
        .forEach(it -> reports.addObject().put("step", it.step()).put(VALUE, it.value()));
    ArrayNode repeats = json.putArray("repeats");
    trial.repeats().stream()
        .filter(it -> Double.isFinite(it.value()))
        .forEach(it -> repeats.addObject().put("seed", it.seed()).put(VALUE, it.value()));
    return json;
  }

  /// A configuration as an object.
  private static ObjectNode parameters(Configuration configuration) {
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
