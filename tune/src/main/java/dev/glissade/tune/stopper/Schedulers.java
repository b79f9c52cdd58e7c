package dev.glissade.tune.stopper;

import dev.glissade.tune.Described;
import dev.glissade.tune.Scheduler;
import java.util.List;

/// All schedulers by name: the inverse of `Scheduler.describe`.
public final class Schedulers {
  private static final List<String> NAMES =
      List.of(
          "trials",
          "asha-promote",
          "successive-halving",
          "hyperband",
          "population-based",
          "with-repeats");

  private Schedulers() {}

  /// The names.
  public static List<String> names() {
    return NAMES;
  }

  /// The scheduler that is described; settings that are not given have their defaults.
  ///
  /// @throws IllegalArgumentException for another name or setting, with the nearest that there is
  public static Scheduler parse(String description) {
    return make(Described.parse(description));
  }

  private static Scheduler make(Described described) {
    return switch (described.name()) {
      case "trials" -> {
        Described all = described.named("count", "until");
        yield new Trials(Settings.whole(all, "count"), all.whole("until", 1));
      }
      case "asha-promote" -> {
        Described all = rungs(described);
        yield new AshaPromote(
            Settings.whole(all, "trials"),
            all.whole("minimum", 1),
            Settings.whole(all, "maximum"),
            all.whole("factor", 4));
      }
      case "successive-halving" -> {
        Described all = rungs(described);
        yield new SuccessiveHalving(
            Settings.whole(all, "trials"),
            all.whole("minimum", 1),
            Settings.whole(all, "maximum"),
            all.whole("factor", 3));
      }
      case "hyperband" -> {
        Described all = described.named("maximum", "factor", "minimum", "rounds");
        yield new Hyperband(
            Settings.whole(all, "maximum"),
            all.whole("factor", 3),
            all.whole("minimum", 1),
            all.whole("rounds", 1));
      }
      case "population-based" -> {
        Described all = described.named("population", "interval", "until", "quantile", "resample");
        yield new PopulationBased(
            Settings.whole(all, "population"),
            all.whole("interval", 1),
            Settings.whole(all, "until"),
            all.real("quantile", 0.25),
            all.real("resample", 0.25));
      }
      case "with-repeats" -> {
        Described all = described.named("inner", "leaders", "seeds");
        yield new WithRepeats(
            make(Settings.needed(all, "inner")), all.whole("leaders", 10), all.whole("seeds", 2));
      }
      default -> throw Described.unknown("scheduler", described.name(), NAMES);
    };
  }

  private static Described rungs(Described described) {
    return described.named("trials", "minimum", "maximum", "factor");
  }
}
