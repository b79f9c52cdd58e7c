package dev.glissade.train;

import dev.glissade.engine.ExponentialAverage;
import dev.glissade.engine.State;
import dev.glissade.optim.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The learning-rate range test (Smith 2017): some steps with a rate that grows exponentially, and
/// what the cost does meanwhile. It ends early where the cost is no longer finite or the smoothed
/// one is more than four times its lowest.
///
/// The smoothed cost is an exponentially weighted average with β 0.98, corrected for its
/// beginning; range, number of steps, smoothing and end are those of fastai.
///
/// @param lowest rate of the first step
/// @param highest rate of the last step
/// @param steps how many
public record RateRange(double lowest, double highest, int steps) {
  private static final String RATE = "learning-rate";
  private static final double BETA = 0.98;
  private static final double MOST_GROWTH = 4;
  private static final int FEWEST = 4;

  /// From 1e-7 to 10 in 100 steps.
  public static final RateRange USUAL = new RateRange(1e-7, 10, 100);

  /// Checks the range.
  public RateRange {
    if (!(lowest > 0 && lowest < highest && highest <= Double.MAX_VALUE) || steps < 10) {
      throw new IllegalArgumentException(
          "lr-range: expected 0 < lowest rate < highest rate and at least 10 steps, but got %s, %s and %d"
              .formatted(lowest, highest, steps));
    }
  }

  /// The cost of a step at a rate, and its smoothed value.
  public record Point(double rate, double cost, double smoothed) {}

  /// What the steps showed, and two rates that suggest themselves.
  ///
  /// `valley` is at half of the longest falling run of the smoothed cost: fastai's rule of this
  /// name. `steepest` is where the smoothed cost falls fastest over the logarithm of the rate;
  /// over the rate itself, as in Lightning, it would nearly always be the smallest one.
  public record Result(List<Point> points, double valley, double steepest) {}

  /// Takes the steps from where the training is, and puts everything back as it was.
  ///
  /// @throws IllegalArgumentException if the cost is not finite from the start
  public Result measure(TrainingRun training) {
    Knobs knobs = training.stepper().knobs();
    State before = training.network().state().copy();
    Map<String, Double> products = knobs.products();
    try {
      return result(points(training));
    } finally {
      knobs.force(RATE, Double.NaN);
      knobs.restoreProducts(products);
      training.network().state().restore(before);
    }
  }

  private List<Point> points(TrainingRun training) {
    Stepper stepper = training.stepper();
    List<Point> points = new ArrayList<>();
    ExponentialAverage average = ExponentialAverage.of(BETA);
    double least = Double.POSITIVE_INFINITY;
    Clock clock = training.clock();
    for (int i = 0; i < steps; i++) {
      double rate = lowest * Math.pow(highest / lowest, i / (steps - 1.0));
      stepper.knobs().force(RATE, rate);
      double cost = stepper.step(clock);
      average = average.add(cost);
      double smoothed = average.corrected();
      if (!Double.isFinite(cost) || smoothed > MOST_GROWTH * least) {
        break;
      }
      least = Math.min(least, smoothed);
      points.add(new Point(rate, cost, smoothed));
      clock = stepper.after(clock);
    }
    return points;
  }

  /// Without the first tenth and the last steps, as in fastai.
  private Result result(List<Point> points) {
    int first = Math.min(points.size() / 10, steps / 10);
    int last = Math.max(points.size() - 5, Math.min(points.size(), first + FEWEST));
    List<Point> middle = points.subList(first, last);
    if (middle.size() < FEWEST) {
      throw new IllegalArgumentException(
          "lr-range: expected a finite cost for some steps, but got %d of them — help: begin with a lower rate"
              .formatted(points.size()));
    }
    return new Result(List.copyOf(points), valley(middle), steepest(middle));
  }

  /// The longest falling subsequence ends at some point and has some length; the rate lies half of
  /// this length before the end.
  private static double valley(List<Point> points) {
    int[] lengths = new int[points.size()];
    int end = 0;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = 1;
      for (int j = 0; j < i; j++) {
        if (points.get(i).smoothed() < points.get(j).smoothed()) {
          lengths[i] = Math.max(lengths[i], lengths[j] + 1);
        }
      }
      if (lengths[i] > lengths[end]) {
        end = i;
      }
    }
    int start = Math.max(0, end - lengths[end]);
    int third = (end - start) / 3;
    return points.get(start + third + third / 2).rate();
  }

  private static double steepest(List<Point> points) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i + 1 < points.size(); i++) {
      Point one = points.get(i);
      Point next = points.get(i + 1);
      double slope =
          (next.smoothed() - one.smoothed()) / (Math.log(next.rate()) - Math.log(one.rate()));
      if (slope < least) {
        least = slope;
        best = i;
      }
    }
    return points.get(best).rate();
  }
}
