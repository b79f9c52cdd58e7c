package dev.glissade.train;

import dev.glissade.optim.Clock;
import dev.glissade.optim.Span;
import java.util.Locale;

/// When a training ends because it no longer improves, and what counts as better. The best epoch
/// is restored then.
///
/// After each epoch the validation loss is better if it is below the best one by more than
/// `delta`, or by more than `delta · |best|`. Of equal ones the first stays the best, or the last
/// becomes it. NaN is never better. Training ends when no evaluation was better for `patience`,
/// which is a length on the clock: not a number of evaluations, as in Lightning, and never
/// measured against the evaluation before, as in DJL.
///
/// @param patience how long to wait; none for never
/// @param delta the least improvement
/// @param isRelative whether it is a share of the best value
/// @param tie which of equal values is the best
public record EarlyStopping(Span patience, double delta, boolean isRelative, Tie tie) {
  /// Which of equal values is the best.
  public enum Tie {
    /// The first, so that equal values use up patience.
    FIRST,
    /// The last, so that equal values are as good as better ones.
    LAST
  }

  /// Never; every lower loss is better.
  public static final EarlyStopping NEVER = after(Span.NONE);

  /// Checks the least improvement.
  public EarlyStopping {
    if (!(delta >= 0 && delta <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "min-delta: expected a finite number of at least 0, but got " + delta);
    }
  }

  /// After so long without any improvement.
  public static EarlyStopping after(Span patience) {
    return new EarlyStopping(patience, 0, false, Tie.FIRST);
  }

  /// Whether it may ever happen.
  public boolean isOn() {
    return patience.length() > 0;
  }

  /// Whether a loss is better than the best so far, which is infinite at first.
  boolean isBetter(double loss, double best) {
    if (best == Double.POSITIVE_INFINITY) {
      return loss < best;
    }
    double limit = best - delta * (isRelative ? Math.abs(best) : 1);
    return tie == Tie.LAST ? loss <= limit : loss < limit;
  }

  /// Whether patience has run out at the end of an epoch.
  boolean isOver(Clock clock, Progress progress) {
    long since = clock.step() - progress.bestEpoch() * clock.stepsPerEpoch();
    return isOn() && clock.batch() == 0 && clock.step() > 0 && since >= patience.inSteps(clock);
  }

  /// Why it ended.
  String reason() {
    String length =
        switch (patience.unit()) {
          case STEP -> "%.0f steps";
          case EPOCH -> isWhole() ? "%.0f epochs" : "%.4g epochs";
          case SHARE -> "%.4g of the plan";
        };
    return "no better validation loss for " + String.format(Locale.ROOT, length, patience.length());
  }

  private boolean isWhole() {
    return patience.length() == Math.rint(patience.length());
  }
}
