package dev.glissade.experiment;

import dev.glissade.optim.Clock;
import dev.glissade.optim.Conventions;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.NamedOptimizer;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.OptimizerSettings;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Trajectory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an optimiser with certain settings means in one dialect, or how two dialects of it differ:
/// in words and in numbers, which are computed in double precision.
public final class Explanation {
  private static final int SHOWN = 5;
  private static final int STEPS = 20;
  private static final double SAME = 1e-12;

  private final NamedOptimizer named;
  private final OptimizerSettings numbers;
  private final List<String> lines = new ArrayList<>();

  private Explanation(RunSettings settings) {
    this.named = Optimizers.named(settings.optimizer());
    this.numbers = Optimizers.numbers(settings);
  }

  /// The lines about an optimiser.
  ///
  /// @param dialects one or two names; none is the textbook's
  /// @param settings the same texts by name as in `run.yaml`
  /// @throws IllegalArgumentException if a name or a setting is wrong, or the optimiser does not
  /// read     it
  public static List<String> of(
      String optimizer, List<String> dialects, Map<String, String> settings) {
    if (dialects.size() > 2) {
      throw new IllegalArgumentException(
          "dialect: expected one or two, but got " + String.join(", ", dialects));
    }
    Map<String, String> all = new java.util.LinkedHashMap<>(settings);
    all.put("optimizer", optimizer);
    Explanation explanation = new Explanation(SettingsFile.of("none", all));
    List<Dialect> chosen = dialects.stream().map(Optimizers::dialect).toList();
    if (chosen.size() < 2) {
      explanation.describe(chosen.isEmpty() ? Dialect.TEXTBOOK : chosen.getFirst());
    } else {
      explanation.compare(chosen.getFirst(), chosen.getLast());
    }
    return explanation.lines;
  }

  private void line(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  private Optimizer in(Dialect dialect) {
    return named.of(numbers.in(dialect));
  }

  private void describe(Dialect dialect) {
    line("%s as in %s", named.label(), dialect.label());
    line("");
    line("%-24s %s", "reads", String.join(", ", named.labelsOfReads()));
    Conventions conventions = Conventions.of(named, dialect);
    if (conventions.choices().isEmpty()) {
      line("%-24s %s", "dialects", conventions);
    }
    conventions.choices().forEach((name, choice) -> line("%-24s %s", name, choice));
    for (Dialect other : Dialect.values()) {
      if (other != dialect && !conventions.choices().isEmpty()) {
        boolean isSame = Conventions.of(named, other).equals(conventions);
        line("%-24s %s", isSame ? "the same in" : "another in", other.label());
      }
    }
    line("");
    Trajectory way = Trajectory.of(in(dialect), STEPS);
    head("theta");
    for (int step = 0; step <= SHOWN; step++) {
      line("%4s  %9s  %13.10f", step, gradient(step), way.first()[step]);
    }
  }

  private static String gradient(int step) {
    return step == 0 ? "" : String.format(Locale.ROOT, "%.3f", Trajectory.gradient(step - 1));
  }

  private void head(String columns) {
    double rate = numbers.rate().at(Clock.start(STEPS, 1));
    line("First steps of a parameter that begins at 1, learning rate %s:", rate);
    line("step   gradient  %s", columns);
  }

  private void compare(Dialect a, Dialect b) {
    Conventions ofA = Conventions.of(named, a);
    Conventions ofB = Conventions.of(named, b);
    line("%s as in %s and as in %s", named.label(), a.label(), b.label());
    line("");
    if (ofA.equals(ofB)) {
      line("Both mean the same: %s.", ofA);
      return;
    }
    line("%-24s %-36s %s", "", a.label(), b.label());
    Set<String> names = new LinkedHashSet<>(ofA.choices().keySet());
    names.addAll(ofB.choices().keySet());
    for (String name : names) {
      String left = ofA.choices().getOrDefault(name, "");
      String right = ofB.choices().getOrDefault(name, "");
      line("%-24s %-36s %s", name, left, left.equals(right) ? "the same" : right);
    }
    line("");
    Trajectory wayA = Trajectory.of(in(a), STEPS);
    Trajectory wayB = Trajectory.of(in(b), STEPS);
    table(a, wayA, b, wayB);
    line("");
    line("%s", translation(wayA, a, b));
  }

  private void table(Dialect a, Trajectory wayA, Dialect b, Trajectory wayB) {
    head(String.format(Locale.ROOT, "%13s  %13s  %10s", a.label(), b.label(), "difference"));
    for (int step = 0; step <= SHOWN; step++) {
      double x = wayA.first()[step];
      double y = wayB.first()[step];
      line("%4s  %9s  %13.10f  %13.10f  %10.2g", step, gradient(step), x, y, y - x);
    }
    int farthest = wayA.farthest(wayB);
    double most = Math.abs(wayA.first()[farthest] - wayB.first()[farthest]);
    line("Largest difference in %d steps: %.3g, after step %d.", STEPS, most, farthest);
  }

  /// Settings of `b` that lead where `a` leads, found by trying what theory offers.
  private record Offer(String words, OptimizerSettings settings) {}

  private List<Offer> offers(Dialect b) {
    double beta = numbers.beta();
    double rate = numbers.rate().at(Clock.start(STEPS, 1));
    OptimizerSettings there = numbers.in(b);
    List<Offer> offers = new ArrayList<>();
    offers.add(new Offer("with the same settings", there));
    for (double factor : new double[] {1 - beta, 1 / (1 - beta)}) {
      Schedule scaled = numbers.rate().times(factor);
      String words =
          String.format(
              Locale.ROOT,
              "with learning rate %s instead of %s (%s)",
              (float) (rate * factor),
              rate,
              factor < 1 ? "times 1 - β" : "divided by 1 - β");
      offers.add(new Offer(words, there.at(scaled)));
    }
    return offers;
  }

  private String translation(Trajectory wayA, Dialect a, Dialect b) {
    Optional<Offer> exact =
        offers(b).stream()
            .filter(offer -> Trajectory.of(named.of(offer.settings()), STEPS).distance(wayA) < SAME)
            .findFirst();
    if (exact.isPresent()) {
      double left = Trajectory.of(named.of(exact.get().settings()), STEPS).distance(wayA);
      return String.format(
          Locale.ROOT,
          "%s goes the way of %s %s: then they differ by %.1g in %d steps.",
          b.label(),
          a.label(),
          exact.get().words(),
          left,
          STEPS);
    }
    return "No setting of %s goes the way of %s: %s.".formatted(b.label(), a.label(), reason());
  }

  private String reason() {
    return switch (named) {
      case MOMENTUM, NESTEROV, SAM, ASAM ->
          "where the learning rate changes, a velocity that has it inside goes on with the old one";
      case RMSPROP, ADAGRAD ->
          "ε inside of the root is a floor of √ε under it, which no ε outside is for all gradients";
      case ADAM, ADAMW, CAUTIOUS_ADAMW, LOOKAHEAD, SOAP, RADAM, AMSGRAD ->
          "ε before the correction counts as ε / √(1 - β₂ᵗ), %.3g times as much in the first step and less in each one after it"
              .formatted(1 / Math.sqrt(1 - numbers.beta2()));
      default -> "the rules themselves differ, not only their numbers";
    };
  }
}
