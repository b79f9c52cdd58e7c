package dev.glissade.optim;

/// Reduces a rate when a watched number no longer improves. Not a function of the clock but of what
/// was measured, so it is no `Schedule`: `next` takes a measurement and gives the new `Watch`, a
/// value that a checkpoint can keep.
///
/// A measurement is better if it beats the best one by more than `relative · |best| + absolute`
/// (`best · (1 ∓ relative)`, as in torch and Optax); NaN is never better.
///
/// @param rule how long to wait
/// @param isHigherBetter whether the watched number should grow
/// @param factor of each reduction
/// @param patience measurements without improvement
/// @param relative the least relative improvement
/// @param absolute the least absolute improvement
/// @param cooldown measurements after a reduction that are not counted
/// @param lowest the rate is never reduced below it
/// @param pooled so many measurements are averaged to one (Optax' accumulation size)
public record Plateau(
    Rule rule,
    boolean isHigherBetter,
    double factor,
    int patience,
    double relative,
    double absolute,
    int cooldown,
    double lowest,
    int pooled) {
  /// Whose rule: how long to wait, and what counts during the cool-down.
  public enum Rule {
    /// Reduces after more than `patience` measurements that are not better.
    PYTORCH,
    /// Reduces after `patience` measurements; the last one of a cool-down counts already.
    KERAS,
    /// Reduces after `patience` measurements.
    OPTAX
  }

  /// torch leaves the rate alone if it would change by less.
  private static final double PYTORCH_LEAST_CHANGE = 1e-8;

  /// Checks the numbers.
  public Plateau {
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException(
          "plateau: expected 0 < factor < 1, but got factor=" + factor);
    }
    if (patience < 0 || cooldown < 0 || pooled < 1) {
      throw new IllegalArgumentException(
          "plateau: expected patience >= 0, cooldown >= 0 and pooled >= 1, but got %d, %d and %d"
              .formatted(patience, cooldown, pooled));
    }
    Ranges.requireFinite("plateau", "relative", relative);
    Ranges.requireFinite("plateau", "absolute", absolute);
    Ranges.requireFinite("plateau", "lowest", lowest);
  }

  /// A tenth after more than `patience` losses that are not better by a relative 1e-4: torch's
  /// usual rule.
  public static Plateau of(int patience) {
    return new Plateau(Rule.PYTORCH, false, 0.1, patience, 1e-4, 0, 0, 0, 1);
  }

  /// What is remembered between measurements: the current rate, the best measurement, how many
  /// since then were not better, how many of the cool-down are left, and the measurements that
  /// still wait for their average.
  public record Watch(double rate, double best, int bad, int cooling, double sum, int count) {}

  /// Before the first measurement.
  public Watch start(double rate) {
    double worst = isHigherBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    return new Watch(rate, worst, 0, 0, 0, 0);
  }

  /// After one more measurement.
  public Watch next(Watch watch, double measured) {
    double sum = watch.sum + measured;
    int count = watch.count + 1;
    if (count < pooled) {
      return new Watch(watch.rate, watch.best, watch.bad, watch.cooling, sum, count);
    }
    double value = sum / count;
    boolean isBetter = isBetter(value, watch.best);
    double best = isBetter ? value : watch.best;
    return switch (rule) {
      case PYTORCH -> pytorch(watch, isBetter, best);
      case KERAS -> keras(watch, isBetter, best);
      case OPTAX -> optax(watch, isBetter, best);
    };
  }

  private boolean isBetter(double value, double best) {
    return isHigherBetter
        ? value > best * (1 + relative) + absolute
        : value < best * (1 - relative) - absolute;
  }

  private Watch pytorch(Watch watch, boolean isBetter, double best) {
    int bad = isBetter || watch.cooling > 0 ? 0 : watch.bad + 1;
    int cooling = Math.max(0, watch.cooling - 1);
    return bad > patience ? reduced(watch, best) : waiting(watch, best, bad, cooling);
  }

  /// The last measurement of the cool-down counts already.
  private Watch keras(Watch watch, boolean isBetter, double best) {
    int cooling = Math.max(0, watch.cooling - 1);
    int before = watch.cooling > 0 ? 0 : watch.bad;
    int bad = isBetter ? 0 : cooling > 0 ? before : before + 1;
    boolean isReduced = bad > 0 && bad >= patience && watch.rate > lowest;
    return isReduced ? reduced(watch, best) : waiting(watch, best, bad, cooling);
  }

  private Watch optax(Watch watch, boolean isBetter, double best) {
    if (watch.cooling > 0) {
      return waiting(watch, best, 0, watch.cooling - 1);
    }
    int bad = isBetter ? 0 : watch.bad + 1;
    return bad == patience ? reduced(watch, best) : waiting(watch, best, bad, 0);
  }

  private Watch waiting(Watch watch, double best, int bad, int cooling) {
    return new Watch(watch.rate, best, bad, cooling, 0, 0);
  }

  private Watch reduced(Watch watch, double best) {
    double lower = Math.max(watch.rate * factor, lowest);
    boolean isKept = rule == Rule.PYTORCH && watch.rate - lower <= PYTORCH_LEAST_CHANGE;
    return new Watch(isKept ? watch.rate : lower, best, 0, cooldown, 0, 0);
  }
}
