package dev.glissade.tune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// The hyper-parameters of one trial: names and values, in the order of the space. Parameters whose
/// condition does not hold are absent.
public record Configuration(SequencedMap<String, Value> values) {
  /// Nothing set.
  public static final Configuration EMPTY = new Configuration(new LinkedHashMap<>());

  /// Copies the values.
  public Configuration {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /// These values, in the map's order.
  public static Configuration of(Map<String, Value> values) {
    return new Configuration(new LinkedHashMap<>(values));
  }

  /// The same with one value set.
  public Configuration with(String name, Value value) {
    var changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new Configuration(changed);
  }

  /// Whether the parameter is set.
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /// The value of a parameter.
  ///
  /// @throws IllegalArgumentException if it is not set
  public Value get(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "configuration: expected one of " + values.keySet() + ", but got " + name);
    }
    return value;
  }

  /// A numeric value as a real number.
  ///
  /// @throws IllegalArgumentException if it is not set or a word
  public double real(String name) {
    return switch (get(name)) {
      case Value.Real(double number) -> number;
      case Value.Whole(long number) -> number;
      case Value.Word(String text) -> throw notNumeric(name, text);
    };
  }

  /// A whole number.
  ///
  /// @throws IllegalArgumentException if it is not set or not a whole number
  public long whole(String name) {
    return switch (get(name)) {
      case Value.Whole(long number) -> number;
      case Value.Real(double number) -> throw notNumeric(name, Double.toString(number));
      case Value.Word(String text) -> throw notNumeric(name, text);
    };
  }

  /// Any value as a word.
  ///
  /// @throws IllegalArgumentException if it is not set
  public String word(String name) {
    return get(name).toString();
  }

  private static IllegalArgumentException notNumeric(String name, String got) {
    return new IllegalArgumentException(name + ": expected a number of the kind asked, got " + got);
  }
}
