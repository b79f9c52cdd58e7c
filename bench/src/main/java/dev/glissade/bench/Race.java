package dev.glissade.bench;

import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.NamedOptimizer;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.OptimizerSettings;
import dev.glissade.optim.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// How many steps optimisers need to get down surfaces, each with the best rate of a small grid:
/// its usual rate times `10^(k/2)` for `k` from -6 to 6. All other settings are the usual ones,
/// without weight decay.
public final class Race {
  /// More steps than these are not waited for.
  public static final int MOST_STEPS = 10_000;

  private static final int REACH = 6;

  private final Kernels kernels;

  /// A race on some kernels.
  public Race(Kernels kernels) {
    this.kernels = kernels;
  }

  /// The steps of one optimiser on one surface, at its best rate; empty if no rate of the grid
  /// leads down.
  public record Result(NamedOptimizer optimizer, Surface surface, OptionalInt steps, double rate) {
    /// As in a table: the steps, or a dash.
    public String text() {
      return steps.isPresent() ? Integer.toString(steps.getAsInt()) : "–";
    }
  }

  /// Runs every optimiser down every surface; `progress` hears of each optimiser that is done.
  public List<Result> run(
      List<NamedOptimizer> optimizers, List<Surface> surfaces, Consumer<NamedOptimizer> progress) {
    List<Result> results = new ArrayList<>();
    try (ThreadTeam team = new ThreadTeam(1)) {
      for (NamedOptimizer optimizer : optimizers) {
        for (Surface surface : surfaces) {
          results.add(best(optimizer, surface, team));
        }
        progress.accept(optimizer);
      }
    }
    return results;
  }

  private Result best(NamedOptimizer named, Surface surface, ThreadTeam team) {
    OptimizerSettings usual = named.usual().settings(0, Dialect.TEXTBOOK);
    Result best = new Result(named, surface, OptionalInt.empty(), Double.NaN);
    int most = MOST_STEPS;
    for (int k : inwards()) {
      double rate = rounded(named.usual().learningRate() * Math.pow(10, k / 2.0));
      Optimizer optimizer = named.of(usual.at(Schedule.constant(rate)));
      OptionalInt steps = new Descent(surface, optimizer, kernels, team).steps(most);
      if (steps.isPresent()) {
        best = new Result(named, surface, steps, rate);
        most = Math.max(0, steps.getAsInt() - 1);
      }
    }
    return best;
  }

  /// The usual rate first, since a rate only has to beat those before it.
  private static List<Integer> inwards() {
    List<Integer> order = new ArrayList<>(List.of(0));
    for (int k = 1; k <= REACH; k++) {
      order.add(k);
      order.add(-k);
    }
    return order;
  }

  /// Three digits, as they are printed.
  private static double rounded(double rate) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.2e", rate));
  }

  /// The results as a table in Markdown: a row for each optimiser, `steps (rate)` for each surface.
  public static List<String> table(List<Result> results) {
    List<Surface> surfaces = results.stream().map(Result::surface).distinct().toList();
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("| optimizer |");
    StringBuilder rule = new StringBuilder("|---|");
    for (Surface surface : surfaces) {
      head.append(" ").append(surface.label()).append(" |");
      rule.append("---:|");
    }
    lines.add(head.toString());
    lines.add(rule.toString());
    for (NamedOptimizer named : results.stream().map(Result::optimizer).distinct().toList()) {
      StringBuilder row = new StringBuilder("| " + named.label() + " |");
      results.stream()
          .filter(each -> each.optimizer() == named)
          .forEach(each -> row.append(" ").append(cell(each)).append(" |"));
      lines.add(row.toString());
    }
    return lines;
  }

  private static String cell(Result result) {
    return result.steps().isPresent()
        ? "%s (%s)".formatted(result.text(), Double.toString(result.rate()))
        : result.text();
  }
}
