package dev.glissade.tune;

import java.util.Map;
import java.util.Set;

/// A parameter exists only where another one, declared before it, has one of these values: β₂ only
/// with Adam.
public record Condition(String parent, Set<Value> values) {
  /// Copies the values.
  public Condition {
    values = Set.copyOf(values);
  }

  /// Whether the parameter exists under the values chosen so far.
  public boolean holds(Configuration configuration) {
    return holds(configuration.values());
  }

  boolean holds(Map<String, Value> chosen) {
    Value value = chosen.get(parent);
    return value != null && values.contains(value);
  }
}
