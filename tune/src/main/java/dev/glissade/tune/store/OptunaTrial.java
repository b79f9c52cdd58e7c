package dev.glissade.tune.store;

import dev.glissade.tune.TrialState;
import dev.glissade.tune.analysis.Timeline.Lifetime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A trial as Optuna keeps it, while it is read or written.
final class OptunaTrial {
  /// In the order of the numbers that journal files have.
  enum State {
    RUNNING,
    COMPLETE,
    PRUNED,
    FAIL,
    WAITING;

    /// Whether it can still change.
    boolean isOpen() {
      return this == RUNNING || this == WAITING;
    }

    /// The state with a number.
    ///
    /// @throws IllegalArgumentException if there is none
    static State of(int number) {
      if (number < 0 || number >= values().length) {
        throw new IllegalArgumentException("state: expected 0 to 4, but got " + number);
      }
      return values()[number];
    }

    /// Ours; a trial that waits is not one yet.
    TrialState ours() {
      return switch (this) {
        case COMPLETE -> TrialState.COMPLETE;
        case PRUNED -> TrialState.STOPPED;
        case RUNNING, FAIL, WAITING -> TrialState.FAILED;
      };
    }

    /// Optuna's. What is paused has no final value, like what was pruned.
    static State of(TrialState state) {
      return switch (state) {
        case RUNNING -> RUNNING;
        case COMPLETE -> COMPLETE;
        case PAUSED, STOPPED -> PRUNED;
        case FAILED -> FAIL;
      };
    }
  }

  /// A value as Optuna stores it, and the distribution that it was drawn from.
  record Parameter(double internal, JsonNode distribution) {}

  private State state;
  private Optional<Lifetime> lifetime = Optional.empty();
  private final SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
  private final NavigableMap<Long, Double> reports = new TreeMap<>();
  private final List<Double> values = new ArrayList<>();
  private final SequencedMap<String, JsonNode> userAttributes = new LinkedHashMap<>();
  private final SequencedMap<String, JsonNode> systemAttributes = new LinkedHashMap<>();

  OptunaTrial(State state) {
    this.state = state;
  }

  State state() {
    return state;
  }

  void state(State changed) {
    state = changed;
  }

  /// When it began and ended, where that is known.
  Optional<Lifetime> lifetime() {
    return lifetime;
  }

  void begin(Instant time) {
    lifetime = Optional.of(new Lifetime(time, time));
  }

  void end(Instant time) {
    lifetime = lifetime.map(it -> new Lifetime(it.from(), time));
  }

  SequencedMap<String, Parameter> parameters() {
    return parameters;
  }

  NavigableMap<Long, Double> reports() {
    return reports;
  }

  /// Of the goals, in their order.
  List<Double> values() {
    return values;
  }

  SequencedMap<String, JsonNode> userAttributes() {
    return userAttributes;
  }

  SequencedMap<String, JsonNode> systemAttributes() {
    return systemAttributes;
  }
}
