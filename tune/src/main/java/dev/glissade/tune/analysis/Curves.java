package dev.glissade.tune.analysis;

import dev.glissade.tune.History;
import dev.glissade.tune.Quantile;
import dev.glissade.tune.Report;
import dev.glissade.tune.TrialRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the courses of the ten best trials say of the length of training, of overfitting and of
/// noise. Courses of fewer than eight reports are not looked at.
final class Curves {
  private static final int BEST = 10;
  private static final int FEWEST = 8;
  private static final double LATE = 0.75;
  private static final double EARLY = 0.1;
  private static final double LOST = 0.1;
  private static final double ROUNDING = 1e-6;

  private Curves() {}

  /// One course, as losses.
  ///
  /// @param best place of the best step in the course, from 0 to 1
  /// @param lost what was lost after the best step, as a share of what was gained before
  /// @param jump the usual change between reports in the last quarter
  private record Course(double best, double lost, double jump) {}

  static List<Advice> advice(History history) {
    Scored scored = Scored.of(history);
    int[] leaders = Arrays.stream(scored.order()).limit(BEST).toArray();
    List<Course> courses = new ArrayList<>();
    for (int place : leaders) {
      TrialRecord trial = scored.trials().get(place);
      double[] losses =
          trial.reports().stream().mapToDouble(each -> history.loss(each.value())).toArray();
      if (losses.length >= FEWEST && Arrays.stream(losses).allMatch(Double::isFinite)) {
        courses.add(course(losses, trial.reports()));
      }
    }
    List<Advice> advice = new ArrayList<>();
    int count = courses.size();
    int late = (int) courses.stream().filter(each -> each.best >= LATE).count();
    int early = (int) courses.stream().filter(each -> each.best <= EARLY).count();
    int worse = (int) courses.stream().filter(each -> each.lost >= LOST).count();
    if (count > 0 && 2 * late > count) {
      advice.add(new Advice.TrainLonger(late, count));
    }
    if (count > 0 && 2 * early > count) {
      advice.add(new Advice.TrainShorter(early, count));
    } else if (count > 0 && 2 * worse > count) {
      advice.add(new Advice.Overfits(worse, count));
    }
    if (count >= 2) {
      double jump = median(courses.stream().mapToDouble(Course::jump).toArray());
      double gap = scored.losses()[leaders[leaders.length - 1]] - scored.losses()[leaders[0]];
      // A little more, as values of few examples come in steps that are equal but for rounding.
      if (jump > gap * (1 + ROUNDING)) {
        advice.add(new Advice.NoisyEnd(jump, gap));
      }
    }
    return advice;
  }

  private static Course course(double[] losses, List<Report> reports) {
    int best = 0;
    for (int i = 1; i < losses.length; i++) {
      best = losses[i] < losses[best] ? i : best;
    }
    int last = losses.length - 1;
    double at = (double) reports.get(best).step() / Math.max(1, reports.get(last).step());
    double gained = losses[0] - losses[best];
    double lost = gained > 0 ? (losses[last] - losses[best]) / gained : 0;
    int from = (int) Math.ceil(LATE * last);
    double[] jumps = new double[last - from];
    for (int i = 0; i < jumps.length; i++) {
      jumps[i] = Math.abs(losses[from + i + 1] - losses[from + i]);
    }
    return new Course(at, lost, median(jumps));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Quantile.of(sorted, 0.5);
  }
}
