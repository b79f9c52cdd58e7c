package dev.glissade.tune.store;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Definition;
import dev.glissade.tune.Derived;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Goal;
import dev.glissade.tune.Param;
import dev.glissade.tune.Report;
import dev.glissade.tune.Space;
import dev.glissade.tune.SpaceJson;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import dev.glissade.tune.analysis.Timeline.Lifetime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A study of Optuna as ours, and ours as Optuna's.
///
/// What Optuna has no place for becomes an attribute: `glissade.param.NAME` of the study for a
/// parameter that Optuna lacks, `glissade.state` and `glissade.repeats` of a trial. Constraints
/// become one, the sum of what is broken. Derived values are left out, since they follow.
final class OptunaConversion {
  private static final String PARAM = "glissade.param.";
  private static final String STATE = "glissade.state";
  private static final String REPEATS = "glissade.repeats";
  private static final String METRICS = "study:metric_names";
  private static final String CONSTRAINTS = "constraints";

  private OptunaConversion() {}

  /// Ours as Optuna's.
  static OptunaStudy write(StudyTable table) {
    Definition definition = table.definition();
    OptunaStudy study =
        OptunaStudy.begun(table.name(), definition.goals().stream().map(Goal::direction).toList());
    ArrayNode metrics = JsonNodeFactory.instance.arrayNode();
    definition.goals().forEach(it -> metrics.add(it.metric()));
    study.systemAttributes().put(METRICS, metrics);
    SequencedMap<String, Param> params = new LinkedHashMap<>();
    for (Space.Dimension each : definition.space().dimensions()) {
      params.put(each.name(), each.param());
      if (!OptunaParam.isExact(each.param())) {
        study.userAttributes().put(PARAM + each.name(), SpaceJson.write(each.param()));
      }
    }
    Set<String> derived =
        definition.space().derived().stream().map(Derived::name).collect(Collectors.toSet());
    boolean hasConstraints = table.trials().stream().anyMatch(it -> it.violation() > 0);
    for (TrialRecord each : table.trials()) {
      OptunaTrial trial = write(each, definition.goals().size(), hasConstraints);
      Lifetime lifetime = table.lifetimes().get(each.number());
      if (lifetime != null) {
        trial.begin(lifetime.from());
        trial.end(lifetime.to());
      }
      each.configuration()
          .values()
          .forEach(
              (name, value) -> {
                if (!derived.contains(name)) {
                  trial.parameters().put(name, parameter(params.get(name), value));
                }
              });
      study.trials().add(trial);
    }
    return study;
  }

  /// A study whose space was narrowed has values that its space no longer knows.
  private static OptunaTrial.Parameter parameter(@Nullable Param param, Value value) {
    Param known = param != null && param.contains(value) ? param : new Param.Fixed(value);
    return new OptunaTrial.Parameter(OptunaParam.internal(known, value), OptunaParam.write(known));
  }

  private static OptunaTrial write(TrialRecord trial, int goals, boolean hasConstraints) {
    var written = new OptunaTrial(OptunaTrial.State.of(trial.state()));
    trial.reports().forEach(it -> written.reports().put(it.step(), it.value()));
    written.values().addAll(trial.values());
    if (written.state() == OptunaTrial.State.PRUNED && goals == 1 && !trial.reports().isEmpty()) {
      // As Optuna has it: what was reached on the way.
      double last = trial.reports().getLast().value();
      written.values().addAll(Double.isNaN(last) ? List.of() : List.of(last));
    }
    if (trial.state() == TrialState.PAUSED) {
      written.userAttributes().put(STATE, JsonNodeFactory.instance.stringNode("paused"));
    }
    if (!trial.repeats().isEmpty()) {
      ArrayNode repeats = JsonNodeFactory.instance.arrayNode();
      trial.repeats().forEach(it -> repeats.add(it.value()));
      written.userAttributes().put(REPEATS, repeats);
    }
    if (hasConstraints) {
      written
          .systemAttributes()
          .put(CONSTRAINTS, JsonNodeFactory.instance.arrayNode().add(trial.violation()));
    }
    return written;
  }

  /// Optuna's as ours. A trial that waits is left out, and the numbers close up; a parameter whose
  /// range was changed has the widest of its ranges; sampler and stopper are not in the file, so
  /// that defaults take their place.
  ///
  /// @throws IllegalArgumentException naming trial and parameter
  static StudyTable read(OptunaStudy study) {
    var space = new OptunaSpace();
    study
        .userAttributes()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PARAM)) {
                space.override(name.substring(PARAM.length()), SpaceJson.readParam(value));
              }
            });
    var trials = new ArrayList<TrialRecord>();
    Map<Integer, Lifetime> lifetimes = new HashMap<>();
    int position = 0;
    for (OptunaTrial each : study.trials()) {
      if (each.state() != OptunaTrial.State.WAITING) {
        int number = trials.size();
        each.lifetime().ifPresent(it -> lifetimes.put(number, it));
        try {
          trials.add(read(number, each, space, study.directions().size()));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("trial " + position + ": " + e.getMessage(), e);
        }
      }
      position++;
    }
    SequencedMap<String, String> notes = new LinkedHashMap<>();
    notes.put("imported", "from Optuna, study " + study.name());
    var definition =
        new Definition(
            goals(study),
            space.space(),
            "auto",
            "none",
            "trials(" + trials.size() + ")",
            0,
            1,
            notes);
    return new StudyTable(study.name(), definition, trials, lifetimes);
  }

  private static List<Goal> goals(OptunaStudy study) {
    JsonNode metrics = study.systemAttributes().get(METRICS);
    var goals = new ArrayList<Goal>();
    for (Direction each : study.directions()) {
      int index = goals.size();
      String fallback = study.directions().size() == 1 ? "value" : "value-" + index;
      String metric = metrics == null ? fallback : metrics.path(index).asString(fallback);
      goals.add(new Goal(metric, each));
    }
    return goals;
  }

  private static TrialRecord read(int number, OptunaTrial trial, OptunaSpace space, int goals) {
    boolean isComplete = trial.state() == OptunaTrial.State.COMPLETE;
    if (isComplete && trial.values().size() != goals) {
      throw new IllegalArgumentException(
          "values: expected " + goals + " of a complete trial, but got " + trial.values());
    }
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    trial.parameters().forEach((name, it) -> values.put(name, space.value(name, it)));
    var reports = new ArrayList<Report>();
    trial.reports().forEach((step, value) -> reports.add(new Report(step, value)));
    boolean isPaused = trial.userAttributes().containsKey(STATE);
    TrialState state = isPaused ? TrialState.PAUSED : trial.state().ours();
    return new TrialRecord(
        number,
        new Configuration(values),
        state,
        reports.isEmpty() ? 1 : Math.max(1, reports.getLast().step()),
        isComplete ? List.copyOf(trial.values()) : List.of(),
        violation(trial),
        reports,
        List.of());
  }

  /// Optuna keeps a list, or since 5.0 an attribute for each name.
  private static double violation(OptunaTrial trial) {
    double sum = 0;
    for (var each : trial.systemAttributes().entrySet()) {
      if (each.getKey().equals(CONSTRAINTS)) {
        for (JsonNode amount : each.getValue()) {
          sum += Math.max(0, amount.asDouble(0));
        }
      } else if (each.getKey().startsWith(CONSTRAINTS + ":")) {
        sum += Math.max(0, each.getValue().asDouble(0));
      }
    }
    return sum;
  }
}
