package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.GroupNorm;
import dev.glissade.nn.Layer;
import dev.glissade.nn.LayerNorm;
import dev.glissade.nn.RmsNorm;
import dev.glissade.train.NormStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Normalisations by the names that settings use.
public final class Norms {
  static final String NONE = "none";
  static final String BATCH = "batch";
  static final String RUNNING = label(NormStatistics.RUNNING);

  private static final List<String> NAMES = List.of(NONE, BATCH, "layer", "rms", "group");
  private static final int MOST_GROUPS = 32;
  private static final int FEWEST_UNITS = 8;

  private Norms() {}

  /// All names.
  public static List<String> names() {
    return NAMES;
  }

  /// Complains about a name that there is not, naming the nearest.
  static void check(String name) {
    if (!NAMES.contains(name)) {
      throw Names.unknown("norm", "normalisations", name, NAMES);
    }
  }

  private static String label(NormStatistics statistics) {
    return statistics.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The names of all statistics of batch normalisations.
  public static List<String> statistics() {
    return Arrays.stream(NormStatistics.values()).map(Norms::label).toList();
  }

  /// The statistics of a name.
  ///
  /// @throws IllegalArgumentException if there are none; the message names the nearest
  static NormStatistics statistics(String name) {
    return Arrays.stream(NormStatistics.values())
        .filter(each -> label(each).equals(name))
        .findFirst()
        .orElseThrow(() -> Names.unknown("norm-statistics", "statistics", name, statistics()));
  }

  /// The layer of this name behind one of so many units; empty for `none`.
  static Optional<Layer> named(String name, int units) {
    check(name);
    return switch (name) {
      case BATCH -> Optional.of(BatchNorm.of());
      case "layer" -> Optional.of(LayerNorm.of());
      case "rms" -> Optional.of(RmsNorm.of());
      case "group" -> Optional.of(GroupNorm.of(groups(units)));
      default -> Optional.empty();
    };
  }

  /// As many groups as divide the units, at most 32 and of at least 8 units each.
  private static int groups(int units) {
    for (int groups = MOST_GROUPS; groups > 1; groups--) {
      if (units % groups == 0 && units / groups >= FEWEST_UNITS) {
        return groups;
      }
    }
    return 1;
  }
}
