package dev.glissade.train;

import dev.glissade.optim.Clock;
import dev.glissade.optim.Combined;
import dev.glissade.optim.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the linter looks for in the learning rate over the planned steps.
final class ScheduleRules {
  private static final int MOST_SAMPLES = 2000;
  private static final double VANISHED = 1e-6;
  private static final double MOST_VANISHED = 0.05;
  private static final double EQUAL = 1e-9;

  private ScheduleRules() {}

  static List<Finding> findings(Schedule schedule, Linter.Facts facts) {
    List<Finding> found = new ArrayList<>();
    double[] rates = rates(schedule, facts);
    if (rates.length > 1) {
      if (isStillRising(rates)) {
        found.add(stillRising(rates, facts));
      } else if (isFlat(rates) && !(schedule instanceof Schedule.Constant)) {
        found.add(flat(rates, facts));
      }
      vanished(rates, found);
      endsHigh(rates, found);
    }
    milestones(schedule, facts, found);
    return found;
  }

  private static double[] rates(Schedule schedule, Linter.Facts facts) {
    long perEpoch = facts.stepsPerEpoch();
    long steps = perEpoch * facts.epochs();
    int samples = (int) Math.min(steps, MOST_SAMPLES);
    double[] rates = new double[samples];
    for (int i = 0; i < samples; i++) {
      long step = samples == 1 ? 0 : i * (steps - 1) / (samples - 1);
      rates[i] =
          schedule.at(
              new Clock(step, step / perEpoch, step % perEpoch, 0, perEpoch, facts.epochs()));
    }
    return rates;
  }

  private static boolean isStillRising(double[] rates) {
    for (int i = 1; i < rates.length; i++) {
      if (rates[i] < rates[i - 1]) {
        return false;
      }
    }
    return rates[rates.length - 1] > rates[rates.length - 2];
  }

  private static Finding stillRising(double[] rates, Linter.Facts facts) {
    return new Finding(
        "warm-up-too-long",
        "the learning rate still rises when the %d epochs are over, at %s"
            .formatted(facts.epochs(), number(rates[rates.length - 1])),
        "the rate that was asked for is never used, and what comes after the warm-up never happens",
        "shorten the warm-up, for example warmup:5%+FORM, or plan more epochs");
  }

  private static boolean isFlat(double[] rates) {
    for (double rate : rates) {
      if (Math.abs(rate - rates[0]) > EQUAL * Math.abs(rates[0])) {
        return false;
      }
    }
    return true;
  }

  private static Finding flat(double[] rates, Linter.Facts facts) {
    return new Finding(
        "rate-never-falls",
        "the learning rate is %s from the first to the last of %d epochs, though it has a schedule"
            .formatted(number(rates[0]), facts.epochs()),
        "the schedule's first change lies behind the end",
        "bring it forward, plan more epochs, or say constant");
  }

  private static void vanished(double[] rates, List<Finding> found) {
    double most = Arrays.stream(rates).max().orElse(0);
    int count = 0;
    for (double rate : rates) {
      count += rate <= VANISHED * most ? 1 : 0;
    }
    double share = (double) count / rates.length;
    if (share > MOST_VANISHED) {
      found.add(
          new Finding(
              "rate-vanishes",
              String.format(
                  Locale.ROOT,
                  "the learning rate is 0, or below a millionth of its peak, in %.0f%% of the"
                      + " steps",
                  100 * share),
              "these steps cost time and change nothing",
              "end the plan where the schedule ends, or give it a last value, such as"
                  + " cosine:0.01"));
    }
  }

  /// A cycle that is cut where the rate is high: the weights are not settled.
  private static void endsHigh(double[] rates, List<Finding> found) {
    int lowest = rates.length / 2;
    double most = 0;
    for (int i = 0; i < rates.length; i++) {
      most = Math.max(most, rates[i]);
      lowest = i > rates.length / 4 && rates[i] < rates[lowest] ? i : lowest;
    }
    double last = rates[rates.length - 1];
    if (last >= 0.3 * most && last > 2 * rates[lowest] && !isStillRising(rates)) {
      found.add(
          new Finding(
              "ends-in-mid-cycle",
              String.format(
                  Locale.ROOT,
                  "the plan ends at a learning rate of %s, %.0f%% of the highest, though it was"
                      + " lower before",
                  number(last),
                  100 * last / most),
              "the last cycle has no time to settle, so the model is worse than one of an earlier"
                  + " moment",
              "plan as many epochs as whole cycles have, 10 + 20 + 40 for restarts:10:2"));
    }
  }

  private static void milestones(Schedule schedule, Linter.Facts facts, List<Finding> found) {
    switch (schedule) {
      case Schedule.StaircaseAt stairs -> {
        List<Integer> late = stairs.epochs().stream().filter(e -> e >= facts.epochs()).toList();
        if (!late.isEmpty() && late.size() < stairs.epochs().size()) {
          found.add(
              new Finding(
                  "milestone-behind-the-end",
                  "the schedule changes at epoch %s, but the plan has %d epochs"
                      .formatted(late.getFirst(), facts.epochs()),
                  "the rate is never reduced as far as was asked for",
                  "bring the epochs forward or plan more of them"));
        }
      }
      case Combined both -> {
        milestones(both.left(), facts, found);
        milestones(both.right(), facts, found);
      }
      default -> {}
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
