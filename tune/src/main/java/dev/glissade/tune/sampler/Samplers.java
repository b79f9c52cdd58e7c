package dev.glissade.tune.sampler;

import dev.glissade.tune.Described;
import dev.glissade.tune.Sampler;
import java.util.List;

/// All samplers by name: the inverse of `Sampler.describe`.
public final class Samplers {
  private static final List<String> NAMES =
      List.of(
          "auto",
          "random",
          "grid",
          "halton",
          "sobol",
          "latin-hypercube",
          "tpe",
          "gp",
          "cma-es",
          "evolution",
          "nsga2",
          "zoom",
          "without-duplicates");

  private Samplers() {}

  /// The names, the default first.
  public static List<String> names() {
    return NAMES;
  }

  /// The sampler that is described, such as `gp`, `halton(skip=100)`, `zoom(sobol,after=20)`;
  /// settings that are not given have their defaults.
  ///
  /// @throws IllegalArgumentException for another name or setting, with the nearest that there is
  public static Sampler parse(String description) {
    return make(Described.parse(description));
  }

  private static Sampler make(Described described) {
    return switch (described.name()) {
      case "auto" -> none(described, new Auto());
      case "random" -> none(described, new RandomSearch());
      case "grid" -> new Grid(described.named("cells").whole("cells", 5));
      case "halton" -> new Halton(described.named("skip").whole("skip", 100));
      case "sobol" -> none(described, new Sobol());
      case "latin-hypercube" -> new LatinHypercube(described.named("points").whole("points", 20));
      case "gp" -> new GaussianProcess(described.named("startup").whole("startup", 10));
      case "cma-es" -> none(described, new CmaEs());
      case "tpe" -> {
        Described named = described.named("startup", "candidates");
        yield new Tpe(named.whole("startup", 10), named.whole("candidates", 64));
      }
      case "evolution" -> {
        Described named = described.named("population", "sample");
        yield new Evolution(named.whole("population", 20), named.whole("sample", 5));
      }
      case "nsga2" -> new Nsga2(described.named("population").whole("population", 50));
      case "zoom" -> {
        Described named = described.named("inner", "after");
        yield new Zoom(inner(named), named.whole("after", 20));
      }
      case "without-duplicates" -> new WithoutDuplicates(inner(described.named("inner")));
      default -> throw Described.unknown("sampler", described.name(), NAMES);
    };
  }

  private static Sampler none(Described described, Sampler sampler) {
    described.named();
    return sampler;
  }

  /// The sampler within another.
  private static Sampler inner(Described named) {
    return make(
        named
            .part("inner")
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        named.name() + ": expected a sampler within, but got none")));
  }
}
