package dev.glissade.bench;

import dev.glissade.engine.Program;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.NamedOptimizer;
import dev.glissade.optim.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What an update costs per parameter, for every optimiser with a name, beside Adam: of one matrix
/// `[rows, columns]` of weights, with a gradient that is given.
///
/// Those that look at the cost elsewhere too (SAM, L-BFGS, Sophia) are left out: a look costs what
/// the model's forward or backward pass does.
public final class OptimizerCosts {
  private final Bench.Settings settings;
  private final Shape shape;

  /// Costs for a matrix of some shape.
  public OptimizerCosts(Bench.Settings settings, int rows, int columns) {
    this.settings = settings;
    this.shape = Shape.of(rows, columns);
  }

  /// The cost of one optimiser: nanoseconds per parameter in the fastest block, since other work on
  /// the machine can only slow it down, and how many numbers it remembers for
  /// each.
  public record Cost(NamedOptimizer optimizer, double nanoseconds, double slots) {
    /// Bytes per parameter that have to be read and written at least: the gradient once, the
    /// parameter and its slots both ways.
    double bytes() {
      return Float.BYTES * (3 + 2 * slots);
    }
  }

  /// Adam and those that are chosen, one after the other.
  public List<Cost> measure(List<NamedOptimizer> chosen) {
    // What the compiler of the JVM learns from the first one serves all.
    measure(NamedOptimizer.ADAM);
    return Arrays.stream(NamedOptimizer.values())
        .filter(named -> named == NamedOptimizer.ADAM || chosen.contains(named))
        .filter(named -> !isLooking(named))
        .map(this::measure)
        .toList();
  }

  private static boolean isLooking(NamedOptimizer named) {
    return switch (named) {
      case SAM, ASAM, L_BFGS, SOPHIA -> true;
      default -> false;
    };
  }

  private Cost measure(NamedOptimizer named) {
    Optimizer optimizer = named.of(named.usual().settings(0, Dialect.TEXTBOOK));
    TracedUpdate traced = TracedUpdate.of(optimizer, shape);
    State state = new State(traced.layout());
    try (ThreadTeam team = new ThreadTeam(settings.threads())) {
      Program program = Program.compile(traced.step(), state, settings.kernels(), team);
      float[] gradient = program.input("gradient");
      float[] random = RandomBatches.uniform("gradient", gradient.length);
      state.set("weight", random.clone());
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = 1e-2f * (random[i] - 0.5f);
      }
      var numbers =
          new Numbers(program, traced.declared().knobs(), traced.declared().products(), optimizer);
      Sample sample =
          settings
              .stopwatch()
              .microseconds(
                  _ -> {
                    numbers.next();
                    program.run();
                  });
      double slots =
          traced.declared().slots().values().stream().mapToDouble(Shape::size).sum() / shape.size();
      return new Cost(named, sample.min() * 1e3 / shape.size(), slots);
    }
  }

  /// A table in Markdown: nanoseconds and bytes, each beside Adam's.
  public static List<String> table(List<Cost> costs) {
    Cost adam =
        costs.stream()
            .filter(each -> each.optimizer() == NamedOptimizer.ADAM)
            .findFirst()
            .orElseThrow();
    List<String> lines = new ArrayList<>();
    lines.add(
        "| optimizer | ns per parameter | times Adam's | bytes per parameter | times Adam's |");
    lines.add("|---|---:|---:|---:|---:|");
    for (Cost cost : costs) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.3f | %.2f | %.0f | %.2f |",
              cost.optimizer().label(),
              cost.nanoseconds(),
              cost.nanoseconds() / adam.nanoseconds(),
              cost.bytes(),
              cost.bytes() / adam.bytes()));
    }
    return lines;
  }
}
