package dev.glissade.tune;

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
    return configuration.has(parent) && values.contains(configuration.get(parent));
  }
}
