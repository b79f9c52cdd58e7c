package dev.glissade.tune;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What may vary: parameters in an order, some of them only under a condition, and what must hold
/// between them.
///
/// A value: each method gives a changed copy. Samplers see a space as a cube: `encode` turns a
/// configuration into coordinates, NaN for what is absent, `decode` turns them back.
public record Space(List<Dimension> dimensions, List<Constraint> constraints) {
  /// Nothing varies.
  public static final Space EMPTY = new Space(List.of(), List.of());

  /// One parameter of the space.
  public record Dimension(String name, Param param, Optional<Condition> condition) {}

  /// Copies the parameters, and checks that names differ and that conditions look back.
  ///
  /// @throws IllegalArgumentException naming the parameter
  public Space {
    dimensions = List.copyOf(dimensions);
    constraints = List.copyOf(constraints);
    Set<String> names = new HashSet<>();
    for (Dimension each : dimensions) {
      boolean isAfterParent = each.condition().map(it -> names.contains(it.parent())).orElse(true);
      if (!isAfterParent) {
        throw new IllegalArgumentException(
            each.name()
                + ": expected a condition on an earlier parameter, but got "
                + each.condition().orElseThrow());
      }
      if (!names.add(each.name())) {
        throw new IllegalArgumentException(
            "space: expected different names, but got two of " + each.name());
      }
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

  private Space with(Dimension dimension) {
    var more = new ArrayList<>(dimensions);
    more.add(dimension);
    return new Space(more, constraints);
  }

  /// One more thing that must hold.
  public Space with(Constraint constraint) {
    var more = new ArrayList<>(constraints);
    more.add(constraint);
    return new Space(dimensions, more);
  }

  /// The number of parameters.
  public int size() {
    return dimensions.size();
  }

  /// The configuration at coordinates, one for each parameter; those of absent parameters do not
  /// matter.
  public Configuration decode(double[] units) {
    var values = new LinkedHashMap<String, Value>();
    for (int i = 0; i < units.length; i++) {
      Dimension each = dimensions.get(i);
      // Conditions look at what was decoded before.
      if (each.condition().isEmpty() || each.condition().get().holds(new Configuration(values))) {
        values.put(each.name(), each.param().at(units[i]));
      }
    }
    return new Configuration(values);
  }

  /// The coordinates of a configuration, NaN for parameters that it does not have or whose value
  /// the space no longer knows.
  public double[] encode(Configuration configuration) {
    double[] units = new double[size()];
    for (int i = 0; i < units.length; i++) {
      Dimension each = dimensions.get(i);
      boolean isKnown =
          configuration.has(each.name()) && each.param().contains(configuration.get(each.name()));
      units[i] = isKnown ? each.param().unit(configuration.get(each.name())) : Double.NaN;
    }
    return units;
  }

  /// Whether a configuration has exactly the parameters of the space, with possible values, and
  /// keeps to the constraints.
  public boolean allows(Configuration configuration) {
    int present = 0;
    for (Dimension each : dimensions) {
      boolean isActive = each.condition().map(it -> it.holds(configuration)).orElse(true);
      if (isActive != configuration.has(each.name())) {
        return false;
      }
      if (isActive && !each.param().contains(configuration.get(each.name()))) {
        return false;
      }
      present += isActive ? 1 : 0;
    }
    return present == configuration.values().size()
        && constraints.stream().allMatch(it -> it.holds(configuration));
  }
}
