package dev.glissade.tune;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/// What may vary: parameters in an order, some of them only under a condition, what must hold
/// between them, and what follows from them.
///
/// A value: each method gives a changed copy. Samplers see a space as a cube: `encode` turns a
/// configuration into coordinates, NaN for what is absent, `decode` turns them back.
///
/// @param dimensions the parameters
/// @param constraints between parameters or derived values
/// @param derived values that are computed from the others; they have no coordinate
public record Space(
    List<Dimension> dimensions, List<Constraint> constraints, List<Derived> derived) {
  /// Nothing varies.
  public static final Space EMPTY = new Space(List.of(), List.of());

  private static final int ATTEMPTS = 1000;

  /// One parameter of the space.
  ///
  /// @param former what it was for trials from before it had this name
  public record Dimension(
      String name, Param param, Optional<Condition> condition, Optional<Former> former) {
    /// A parameter that was there from the beginning.
    public Dimension(String name, Param param, Optional<Condition> condition) {
      this(name, param, condition, Optional.empty());
    }

    private boolean isActive(Map<String, Value> chosen) {
      return condition.isEmpty() || condition.get().holds(chosen);
    }

    private Optional<Value> valueIn(Configuration configuration) {
      if (configuration.has(name) || former.isEmpty()) {
        return Optional.ofNullable(configuration.values().get(name));
      }
      return switch (former.get()) {
        case Former.Had(Value value) ->
            isActive(configuration.values()) ? Optional.of(value) : Optional.empty();
        case Former.Named(List<String> names) ->
            names.stream().filter(configuration::has).findFirst().map(configuration::get);
      };
    }
  }

  /// Copies the parts, and checks that names differ, that conditions look back, and that values are
  /// derived from numbers.
  ///
  /// @throws IllegalArgumentException naming the parameter
  public Space {
    dimensions = List.copyOf(dimensions);
    constraints = List.copyOf(constraints);
    derived = List.copyOf(derived);
    Set<String> names = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    for (Dimension each : dimensions) {
      boolean isAfterParent = each.condition().map(it -> names.contains(it.parent())).orElse(true);
      if (!isAfterParent) {
        throw new IllegalArgumentException(
            each.name()
                + ": expected a condition on an earlier parameter, but got "
                + each.condition().orElseThrow());
      }
      add(each.name(), names);
      if (!(each.param().at(0) instanceof Value.Word)) {
        numbers.add(each.name());
      }
    }
    for (Derived each : derived) {
      if (!numbers.contains(each.from())) {
        throw new IllegalArgumentException(
            each.name() + ": expected to follow from a number, but got " + each);
      }
      add(each.name(), names);
      numbers.add(each.name());
    }
  }

  /// A space without derived values.
  public Space(List<Dimension> dimensions, List<Constraint> constraints) {
    this(dimensions, constraints, List.of());
  }

  private static void add(String name, Set<String> names) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("space: expected different names, but got two of " + name);
    }
  }

  /// One more parameter.
  public Space with(String name, Param param) {
    return with(new Dimension(name, param, Optional.empty()));
  }

  /// One more parameter, which exists only under a condition.
  public Space with(String name, Param param, Condition condition) {
    return with(new Dimension(name, param, Optional.of(condition)));
  }

  /// One more parameter.
  public Space with(Dimension dimension) {
    return new Space(and(dimensions, dimension), constraints, derived);
  }

  /// One more thing that must hold.
  public Space with(Constraint constraint) {
    return new Space(dimensions, and(constraints, constraint), derived);
  }

  /// One more value that follows from others.
  public Space with(Derived value) {
    return new Space(dimensions, constraints, and(derived, value));
  }

  private static <T> List<T> and(List<T> list, T more) {
    var all = new ArrayList<>(list);
    all.add(more);
    return all;
  }

  /// The number of parameters.
  public int size() {
    return dimensions.size();
  }

  /// The configuration at coordinates, one for each parameter; those of absent parameters do not
  /// matter. Constraints may be broken.
  public Configuration decode(double[] units) {
    var values = new LinkedHashMap<String, Value>();
    for (int i = 0; i < units.length; i++) {
      Dimension each = dimensions.get(i);
      // Conditions look at what was decoded before.
      if (each.isActive(values)) {
        values.put(each.name(), each.param().at(units[i]));
      }
    }
    derive(values);
    return new Configuration(values);
  }

  /// The configuration at the first of at most 1000 points that keeps to the constraints: what a
  /// sampler proposes.
  ///
  /// @param points coordinates for each attempt, which is counted from 0
  /// @throws IllegalStateException if none of them does
  public Configuration draw(IntFunction<double[]> points) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Configuration drawn = decode(points.apply(attempt));
      if (keepsConstraints(drawn)) {
        return drawn;
      }
    }
    throw new IllegalStateException(
        "space: expected a configuration that keeps to "
            + constraints
            + ", but got none in "
            + ATTEMPTS
            + " attempts — help: choose ranges of which a larger part keeps to them");
  }

  /// The same configuration with the derived values, as they follow from the others.
  public Configuration derive(Configuration configuration) {
    var values = new LinkedHashMap<>(configuration.values());
    derive(values);
    return new Configuration(values);
  }

  private void derive(Map<String, Value> values) {
    for (Derived each : derived) {
      Value origin = values.get(each.from());
      if (origin != null) {
        values.put(each.name(), each.value(origin));
      }
    }
  }

  /// The coordinates of a configuration, NaN for parameters that it does not have or whose value
  /// the space no longer knows. To a sampler such a coordinate is one that was not observed.
  public double[] encode(Configuration configuration) {
    double[] units = new double[size()];
    for (int i = 0; i < units.length; i++) {
      Dimension each = dimensions.get(i);
      units[i] =
          each.valueIn(configuration)
              .filter(each.param()::contains)
              .map(each.param()::unit)
              .orElse(Double.NaN);
    }
    return units;
  }

  /// Whether a configuration has exactly the parameters and derived values of the space, with
  /// possible values, and keeps to the constraints.
  public boolean allows(Configuration configuration) {
    int present = 0;
    for (Dimension each : dimensions) {
      boolean isActive = each.isActive(configuration.values());
      if (isActive != configuration.has(each.name())) {
        return false;
      }
      if (isActive && !each.param().contains(configuration.get(each.name()))) {
        return false;
      }
      present += isActive ? 1 : 0;
    }
    for (Derived each : derived) {
      present += configuration.has(each.from()) ? 1 : 0;
    }
    return present == configuration.values().size()
        && (derived.isEmpty() || derive(configuration).equals(configuration))
        && keepsConstraints(configuration);
  }

  /// Whether a configuration keeps to all constraints.
  public boolean keepsConstraints(Configuration configuration) {
    return constraints.stream().allMatch(it -> it.holds(configuration));
  }
}
