package dev.glissade.tune.page;

import dev.glissade.tune.History;
import dev.glissade.tune.analysis.Scored;
import java.util.Arrays;

/// The axis of the values of trials. What is far worse than most (beyond Tukey's fence) is
/// drawn at the edge, so that one bad trial does not press all others into a line.
final class ValueScale {
  private static final double FENCE = 1.5;
  private static final double MARGIN = 0.05;

  private final double low;
  private final double high;
  private final Axis axis;

  private ValueScale(History history, Scored scored, double from, double to) {
    double[] losses = scored.losses().clone();
    Arrays.sort(losses);
    double best = losses[0];
    double worst = losses[losses.length - 1];
    double third = losses[losses.length * 3 / 4];
    double fence = third + FENCE * (third - losses[losses.length / 4]);
    double last = fence > best ? Math.min(worst, fence) : worst;
    double one = history.loss(best);
    double other = history.loss(last);
    double margin = Math.abs(one - other) * MARGIN;
    low = Math.min(one, other) - margin;
    high = Math.max(one, other) + margin;
    axis =
        high > low
            ? new Axis(low, high, from, to, false)
            : Axis.loose(new double[] {low}, from, to);
  }

  /// From bottom to top; there is at least one trial.
  static ValueScale up(History history, Scored scored, Plot.Size size) {
    return new ValueScale(history, scored, size.height() - size.bottom(), size.top());
  }

  /// From left to right; there is at least one trial.
  static ValueScale across(History history, Scored scored, Plot.Size size) {
    return new ValueScale(history, scored, size.left(), size.width() - size.right());
  }

  Axis axis() {
    return axis;
  }

  /// A value that can be drawn.
  double inside(double value) {
    return high > low ? Math.clamp(value, low, high) : value;
  }
}
