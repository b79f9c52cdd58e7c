package dev.glissade.tune.store;

import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/// The space that the trials of Optuna draw from, put together from their distributions.
final class OptunaSpace {
  private final SequencedMap<String, Param> params = new LinkedHashMap<>();
  private final Map<String, Param> overrides = new HashMap<>();
  private final Map<JsonNode, Param> known = new HashMap<>();

  /// Says what a parameter really is, which Optuna could not.
  void override(String name, Param param) {
    overrides.put(name, param);
  }

  /// The value of a parameter; the space has the parameter then.
  ///
  /// @throws IllegalArgumentException naming the parameter
  Value value(String name, OptunaTrial.Parameter parameter) {
    try {
      Param param = known.computeIfAbsent(parameter.distribution(), OptunaParam::read);
      Value value = OptunaParam.value(param, parameter.internal());
      params.merge(name, overrides.getOrDefault(name, param), OptunaSpace::widest);
      return value;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static Param widest(Param one, Param other) {
    return one.equals(other)
        ? one
        : switch (one) {
          case Param.Uniform(double low, double high) when other instanceof Param.Uniform it ->
              new Param.Uniform(Math.min(low, it.low()), Math.max(high, it.high()));
          case Param.Log(double low, double high) when other instanceof Param.Log it ->
              new Param.Log(Math.min(low, it.low()), Math.max(high, it.high()));
          case Param.LogWhole(long low, long high) when other instanceof Param.LogWhole it ->
              new Param.LogWhole(Math.min(low, it.low()), Math.max(high, it.high()));
          case Param.Whole(long low, long high, long step)
              when other instanceof Param.Whole it && step == 1 && it.step() == 1 ->
              new Param.Whole(Math.min(low, it.low()), Math.max(high, it.high()), 1);
          default ->
              throw new IllegalArgumentException(
                  "expected one distribution in all trials, or the same with other ends, but got "
                      + one
                      + " and "
                      + other);
        };
  }

  /// All parameters, in the order in which they were met.
  Space space() {
    Space space = Space.EMPTY;
    for (var each : params.entrySet()) {
      space = space.with(each.getKey(), each.getValue());
    }
    return space;
  }
}
