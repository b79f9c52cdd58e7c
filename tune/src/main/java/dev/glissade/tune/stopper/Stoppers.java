package dev.glissade.tune.stopper;

import dev.glissade.tune.Described;
import dev.glissade.tune.Stopper;
import java.util.List;

/// All stoppers by name: the inverse of `Stopper.describe`.
public final class Stoppers {
  private static final List<String> NAMES =
      List.of(
          "none",
          "median",
          "percentile",
          "asha",
          "patient",
          "plateau",
          "threshold",
          "divergence",
          "any");

  private Stoppers() {}

  /// The names.
  public static List<String> names() {
    return NAMES;
  }

  /// The stopper that is described; settings that are not given have their defaults.
  ///
  /// @throws IllegalArgumentException for another name or setting, with the nearest that there is
  public static Stopper parse(String description) {
    return make(Described.parse(description));
  }

  private static Stopper make(Described described) {
    return switch (described.name()) {
      case "none" -> {
        described.named();
        yield Stopper.none();
      }
      case "median" -> percentile(50, described.named("startup", "warmup", "interval", "trials"));
      case "percentile" -> {
        Described all = described.named("percent", "startup", "warmup", "interval", "trials");
        yield percentile(all.real("percent", 25), all);
      }
      case "asha" -> {
        Described all = described.named("minimum", "factor");
        yield new AshaStop(all.whole("minimum", 1), all.whole("factor", 4));
      }
      case "patient" -> {
        Described all = described.named("inner", "patience", "delta");
        Stopper inner = make(Settings.needed(all, "inner"));
        yield new Patient(inner, all.whole("patience", 5), all.real("delta", 0));
      }
      case "plateau" -> {
        Described all = described.named("reports", "delta");
        yield new Plateau(all.whole("reports", 10), all.real("delta", 0));
      }
      case "threshold" -> {
        Described all = described.named("lower", "upper");
        yield new Threshold(
            all.part("lower").isPresent() ? all.real("lower", 0) : Double.NEGATIVE_INFINITY,
            all.part("upper").isPresent() ? all.real("upper", 0) : Double.POSITIVE_INFINITY);
      }
      case "divergence" -> new Divergence(described.named("times").real("times", 10));
      case "any" -> {
        List<Stopper> all = described.places().stream().map(Stoppers::make).toList();
        new Described("any", List.of(), described.keys()).named();
        yield new AnyOf(all);
      }
      default -> throw Described.unknown("stopper", described.name(), NAMES);
    };
  }

  private static Percentile percentile(double percent, Described all) {
    return new Percentile(
        percent,
        all.whole("startup", 5),
        all.whole("warmup", 0),
        all.whole("interval", 1),
        all.whole("trials", 1));
  }
}
