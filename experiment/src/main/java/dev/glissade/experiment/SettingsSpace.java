package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which settings of a training may vary, over which values, and what a configuration makes of
/// them.
///
/// Parameters have the names of settings. Three more stand for a part of one: `units` and `layers`
/// for the hidden layers, which then all have the same number of units, and `decay` for the
/// schedule `inverse-time:DECAY`.
final class SettingsSpace {
  private static final String RATE = "learning-rate";
  private static final String HIDDEN = "hidden";
  private static final String UNITS = "units";
  private static final String LAYERS = "layers";
  private static final String DECAY = "decay";
  private static final String SCHEDULE = "schedule";
  private static final String BATCH = "batch-size";
  private static final long FEWEST_IN_BATCH = 16;
  private static final long MOST_IN_BATCH = 256;

  /// What makes a trial comparable with the others of its study, or is no matter of one.
  private static final Set<String> FIXED =
      Set.of(
          "data",
          "fingerprint",
          "target",
          "ignore",
          "task",
          "conventions",
          "epochs",
          "validation",
          "test",
          "checkpoint-every",
          "keep",
          "seed",
          "threads");

  private SettingsSpace() {}

  /// How many parameters a study varies, in the order in which they usually matter.
  enum Tier {
    /// The learning rate.
    RATE,
    /// Also the β of a single average, the units of the hidden layers and the batch size.
    USUAL,
    /// Also the number of hidden layers and the decay of the learning rate.
    WIDE,
    /// Also β₁, β₂ and ε of the optimiser, dropout and L2.
    ALL;

    private static final List<String> WORDS = List.of("rate", "usual", "wide", "all");

    static Tier parse(String word) {
      int index = WORDS.indexOf(word);
      if (index < 0) {
        throw Names.unknown("space", "words", word, WORDS);
      }
      return values()[index];
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The usual space of a tier, without what was set by hand.
  ///
  /// @param base the settings that do not vary
  /// @param said the names of those that a person set
  /// @param examples of the training part
  static Space usual(Tier tier, RunSettings base, Set<String> said, int examples) {
    Space space = Space.EMPTY;
    for (Map.Entry<String, Param> each : candidates(tier, base, examples).entrySet()) {
      if (!said.contains(each.getKey()) && !said.contains(settingOf(each.getKey()))) {
        space = space.with(each.getKey(), each.getValue());
      }
    }
    return space;
  }

  private static Map<String, Param> candidates(Tier tier, RunSettings base, int examples) {
    Map<String, Param> all = new LinkedHashMap<>();
    all.put(RATE, new Param.Log(1e-4, 1e-1));
    if (tier.compareTo(Tier.USUAL) >= 0) {
      putIfRead(all, base, "beta", new Param.LogOneMinus(0.9, 0.999));
      all.put(UNITS, new Param.Whole(16, 256, 16));
      long most = Math.clamp(Long.highestOneBit(examples / 2), FEWEST_IN_BATCH, MOST_IN_BATCH);
      all.put(BATCH, new Param.PowerOfTwo(FEWEST_IN_BATCH, most));
    }
    if (tier.compareTo(Tier.WIDE) >= 0) {
      all.put(LAYERS, new Param.Whole(1, 3, 1));
      all.put(DECAY, new Param.Log(1e-3, 1));
    }
    if (tier.compareTo(Tier.ALL) >= 0) {
      putIfRead(all, base, "beta1", new Param.LogOneMinus(0.8, 0.99));
      putIfRead(all, base, "beta2", new Param.LogOneMinus(0.9, 0.9999));
      putIfRead(all, base, "epsilon", new Param.Log(1e-10, 1e-4));
      all.put("dropout", new Param.Uniform(0, 0.5));
      all.put("l2", new Param.Log(1e-6, 1e-1));
    }
    return all;
  }

  private static void putIfRead(
      Map<String, Param> all, RunSettings base, String name, Param param) {
    if (!Optimizers.isWithoutEffect(base.optimizer(), name)) {
      all.put(name, param);
    }
  }

  /// The setting that a parameter is, or is a part of.
  static String settingOf(String parameter) {
    return switch (parameter) {
      case UNITS, LAYERS -> HIDDEN;
      case DECAY -> SCHEDULE;
      default -> parameter;
    };
  }

  /// The knob that a parameter turns, if there is one of this name.
  static String knobOf(String parameter) {
    String setting = settingOf(parameter);
    return setting.equals(SCHEDULE) ? RATE : setting;
  }

  /// The names that parameters may have.
  static List<String> names() {
    List<String> names = new ArrayList<>(RunSettings.names());
    names.removeAll(FIXED);
    names.addAll(names.indexOf(HIDDEN) + 1, List.of(UNITS, LAYERS));
    names.add(names.indexOf(SCHEDULE) + 1, DECAY);
    return names;
  }

  /// Refuses parameters that there are not, and two for one setting.
  ///
  /// @throws IllegalArgumentException naming the parameter
  static void checkNames(Space space) {
    List<String> names = space.dimensions().stream().map(Space.Dimension::name).toList();
    for (String name : names) {
      if (FIXED.contains(name)) {
        throw new IllegalArgumentException(
            "space: expected parameters that may differ between trials, but got %s — help: set it for all of them"
                .formatted(name));
      }
      if (!names().contains(name)) {
        throw Names.unknown("space", "parameters", name, names());
      }
      String setting = settingOf(name);
      if (!setting.equals(name) && names.contains(setting)) {
        throw new IllegalArgumentException(
            "space: expected %s or %s, but got both".formatted(setting, name));
      }
    }
  }

  /// What a configuration changes, as texts by the names of settings.
  static Map<String, String> changes(RunSettings base, Configuration configuration) {
    Map<String, String> changes = new LinkedHashMap<>();
    configuration.values().forEach((name, value) -> changes.put(name, value.toString()));
    String units = changes.remove(UNITS);
    String layers = changes.remove(LAYERS);
    if (units != null || layers != null) {
      List<Integer> hidden = base.hidden();
      int count = layers == null ? Math.max(1, hidden.size()) : Integer.parseInt(layers);
      String width = units == null ? hidden.isEmpty() ? "128" : hidden.getFirst() + "" : units;
      changes.put(
          HIDDEN, count == 0 ? "none" : String.join(",", Collections.nCopies(count, width)));
    }
    String decay = changes.remove(DECAY);
    if (decay != null) {
      changes.put(SCHEDULE, "inverse-time:" + decay);
    }
    return changes;
  }

  /// Values of a parameter that are as far out as any: all words, or both ends.
  static List<Value> extremes(Param param) {
    return switch (param) {
      case Param.Choice(List<String> words) -> words.stream().map(Value::of).toList();
      case Param.Ordinal(List<String> words) -> words.stream().map(Value::of).toList();
      default -> List.of(param.at(0), param.at(1));
    };
  }
}
