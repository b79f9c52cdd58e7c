package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.Value;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Configurations as people write them: `NAME=VALUE`, one text for each parameter.
public final class StudyConfigurations {
  private StudyConfigurations() {}

  /// A configuration with some values changed.
  ///
  /// @throws IllegalArgumentException if the space has no such parameter, or it cannot have the
  ///     value
  public static Configuration changed(Space space, Configuration from, List<String> texts) {
    Configuration changed = from;
    for (String text : texts) {
      String[] sides = text.split("=", 2);
      if (sides.length != 2) {
        throw new IllegalArgumentException(
            "set: expected NAME=VALUE such as learning-rate=0.01, but got '" + text + "'");
      }
      Param param = param(space, sides[0].strip());
      changed = changed.with(sides[0].strip(), value(sides[0].strip(), param, sides[1].strip()));
    }
    return space.derive(changed);
  }

  /// The names of the parameters in such texts.
  public static Set<String> names(List<String> texts) {
    return texts.stream().map(it -> it.split("=", 2)[0].strip()).collect(Collectors.toSet());
  }

  /// A configuration of these values and no others.
  ///
  /// @throws IllegalArgumentException if it is not one of the space
  public static Configuration whole(Space space, List<String> texts) {
    Configuration all = changed(space, Configuration.EMPTY, texts);
    if (!space.allows(all)) {
      throw new IllegalArgumentException(
          "set: expected a value for each of %s and nothing that breaks the space, but got %s"
              .formatted(names(space), texts));
    }
    return all;
  }

  private static List<String> names(Space space) {
    return space.dimensions().stream().map(Space.Dimension::name).toList();
  }

  private static Param param(Space space, String name) {
    int index = names(space).indexOf(name);
    if (index < 0) {
      throw Names.unknown("set", "parameters", name, names(space));
    }
    return space.dimensions().get(index).param();
  }

  /// A text as a value of the kind that a parameter has.
  static Value like(Param param, String text) {
    Value parsed = ParamForm.value(text);
    return switch (param.at(0)) {
      case Value.Real _ ->
          parsed instanceof Value.Whole(long number) ? Value.of((double) number) : parsed;
      case Value.Whole _ -> parsed;
      case Value.Word _ -> Value.of(text);
    };
  }

  private static Value value(String name, Param param, String text) {
    Value value = like(param, text);
    if (!param.contains(value)) {
      throw new IllegalArgumentException(
          "set: expected %s to be one of %s, but got '%s'"
              .formatted(name, ParamForm.of(param), text));
    }
    return value;
  }
}
