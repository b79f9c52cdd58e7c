package dev.glissade.optim;

import java.util.List;

/// A value over time: a pure function of the clock, so it needs no state and a resumed run goes on
/// exactly. Any hyper-parameter can have one.
///
/// Epochs count from 0 in `InverseTime`, `Exponential` and the staircases, from 1 in
/// `InverseSquareRoot`.
///
/// A new shape is usually put together from a `Ramp` or `Points` with `then`, `times`, `min`, ….
public sealed interface Schedule
    permits Ahead,
        Schedule.Constant,
        Schedule.InverseTime,
        Schedule.Exponential,
        Schedule.InverseSquareRoot,
        Schedule.Staircase,
        Schedule.StaircaseAt,
        Schedule.Changed,
        Schedule.Extended,
        Combined,
        Cycle,
        FadingNoise,
        GrowingDecay,
        LogCosine,
        Periodic,
        Points,
        PolynomialCycle,
        Ramp,
        Sequence,
        StepNumber,
        Stretched,
        TailShare,
        Warmup {
  /// The value for the step that begins at `clock`.
  double at(Clock clock);

  /// Always `value`.
  static Schedule constant(double value) {
    return new Constant(value);
  }

  /// `initial / (1 + decay · epoch)`; for 0.2 and decay 1: 0.2, 0.1, 0.0667, 0.05, 0.04.
  static Schedule inverseTime(double initial, double decay) {
    return new InverseTime(initial, decay, Span.epochs(1), true);
  }

  /// `initial · base^epoch`; for 0.2 and 0.95: 0.2, 0.19, 0.1805, 0.171475, 0.16290125.
  static Schedule exponential(double initial, double base) {
    return new Exponential(initial, base, Span.epochs(1), true);
  }

  /// `initial · k / √epoch`, epochs from 1; for 0.2 and k 1: 0.2, 0.1414, 0.1155, 0.1, 0.0894.
  static Schedule inverseSquareRoot(double initial, double k) {
    return new InverseSquareRoot(initial, k, InverseSquareRoot.Unit.EPOCH);
  }

  /// `initial · factor^⌊epoch / every⌋`; for 0.2, factor 0.5 and every 2: 0.2, 0.2, 0.1, 0.1,
  /// 0.05.
  static Schedule staircase(double initial, double factor, int every) {
    return new Staircase(initial, factor, every);
  }

  /// Multiplied by `factor` at each of the listed epochs; for 0.2, 0.5 and [1, 3]: 0.2, 0.1, 0.1,
  /// 0.05, 0.05.
  static Schedule staircaseAt(double initial, double factor, List<Integer> epochs) {
    return new StaircaseAt(initial, factor, epochs);
  }

  /// From `initial` to `last` along half a cosine, over the whole plan.
  static Schedule cosine(double initial, double last) {
    return new Ramp(initial, last, Span.NONE, Span.WHOLE, Curve.COSINE);
  }

  /// From `initial` to `last` on a straight line, over the whole plan.
  static Schedule linear(double initial, double last) {
    return new Ramp(initial, last, Span.NONE, Span.WHOLE, Curve.LINEAR);
  }

  /// `last + (initial - last) · (1 - t)^exponent`, over the whole plan.
  static Schedule polynomial(double initial, double last, double exponent) {
    return new Ramp(initial, last, Span.NONE, Span.WHOLE, new Curve.Power(exponent));
  }

  /// `initial` for a share of the plan, then down to 0 along half a cosine (RealMLP's flat-cos).
  static Schedule flatCosine(double initial, double flat) {
    return new Ramp(initial, 0, Span.share(flat), Span.WHOLE, Curve.COSINE);
  }

  /// Down from `high` to `low` along half a cosine, again and again, each time `growth` times as
  /// long (Loshchilov and Hutter 2017).
  static Schedule warmRestarts(double high, double low, Span first, double growth) {
    return new Cycle(low, high, Span.NONE, first, growth, 1, Curve.COSINE);
  }

  /// One cycle over the whole plan (Smith 2018), as torch and fastai shape it: from `high / 25` up
  /// to `high` in the share `rise` of the plan, then down to `high / 250 000`, both along half a
  /// cosine. Past its end it stays there.
  static Schedule oneCycle(double high, double rise) {
    Span top = Span.share(rise);
    Schedule up = new Ramp(high / 25, high, Span.NONE, top, Curve.COSINE);
    return up.min(new Ramp(high, high / 250_000, top, Span.WHOLE, Curve.COSINE));
  }

  /// Constant, then from the moment that leaves the share `decay` of the plan down to 0: warm-up
  /// (see `warmup`), stable, decay (Hu et al. 2024).
  static Schedule stableThenDecay(double initial, double decay, Curve curve) {
    return new Ramp(initial, 0, Span.share(1 - decay), Span.WHOLE, curve);
  }

  /// This schedule until `at`, then `next`, whose time begins there.
  default Schedule then(Span at, Schedule next) {
    return new Sequence(this, at, next);
  }

  /// The product of both.
  default Schedule times(Schedule other) {
    return new Combined(this, Combined.Operator.TIMES, other);
  }

  /// `factor` times as much.
  default Schedule times(double factor) {
    return times(constant(factor));
  }

  /// The sum of both.
  default Schedule plus(Schedule other) {
    return new Combined(this, Combined.Operator.PLUS, other);
  }

  /// The difference of both, which must not be negative.
  default Schedule minus(Schedule other) {
    return new Combined(this, Combined.Operator.MINUS, other);
  }

  /// The smaller of both.
  default Schedule min(Schedule other) {
    return new Combined(this, Combined.Operator.MINIMUM, other);
  }

  /// The larger of both, for example for a lowest value.
  default Schedule max(Schedule other) {
    return new Combined(this, Combined.Operator.MAXIMUM, other);
  }

  /// This schedule, which was made for a training of length `made`, over the length `taken`.
  default Schedule scaleTo(Span made, Span taken) {
    return new Stretched(this, made, taken);
  }

  /// This schedule times `(step + 1) / length` within the first `length`.
  default Schedule warmup(Span length) {
    return times(new Warmup(length));
  }

  /// This schedule until `step`, then `value`: a change made by a person while the training runs,
  /// which can be replayed.
  default Schedule changedAt(long step, double value) {
    return new Changed(this, step, value);
  }

  /// This schedule for a plan of `epoch` epochs that was extended to `planned`.
  default Schedule extendedAt(long epoch, long planned, Extension how) {
    return new Extended(this, epoch, planned, how);
  }

  /// What becomes of a schedule when a training goes on after its planned end.
  enum Extension {
    /// The whole schedule is drawn out over the longer plan: from the old end on, it is read at
    /// `time · old / new`.
    STRETCH,
    /// The last value is kept.
    HOLD,
    /// The schedule begins anew.
    APPEND
  }

  /// Always the same.
  record Constant(double value) implements Schedule {
    /// Checks the value.
    public Constant {
      Ranges.requireFinite("constant", "value", value);
    }

    @Override
    public double at(Clock clock) {
      return value;
    }
  }

  /// `initial / (1 + decay · t / every)`, in whole multiples of `every` if `isStaircase`
  record InverseTime(double initial, double decay, Span every, boolean isStaircase)
      implements Schedule {
    /// Checks the numbers.
    public InverseTime {
      Ranges.requireFinite("inverseTime", "initial", initial);
      Ranges.requirePositive("inverseTime", "decay", decay);
      Ranges.requirePositive("inverseTime", "every", every.length());
    }

    @Override
    public double at(Clock clock) {
      return initial / (1 + decay * passed(every, isStaircase, clock));
    }
  }

  /// `initial · base^(t / every)`, in whole multiples of `every` if `isStaircase`
  record Exponential(double initial, double base, Span every, boolean isStaircase)
      implements Schedule {
    /// Checks the numbers.
    public Exponential {
      Ranges.requireFinite("exponential", "initial", initial);
      Ranges.requirePositive("exponential", "base", base);
      Ranges.requirePositive("exponential", "every", every.length());
    }

    @Override
    public double at(Clock clock) {
      return initial * Math.pow(base, passed(every, isStaircase, clock));
    }
  }

  /// `initial · k / √time`, time in epochs or steps from 1
  record InverseSquareRoot(double initial, double k, Unit unit) implements Schedule {
    /// What the time is counted in.
    public enum Unit {
      /// Epochs, the first is 1.
      EPOCH,
      /// Steps, the first is 1.
      STEP
    }

    /// Checks the numbers.
    public InverseSquareRoot {
      Ranges.requireFinite("inverseSquareRoot", "initial", initial);
      Ranges.requirePositive("inverseSquareRoot", "k", k);
    }

    @Override
    public double at(Clock clock) {
      long time = 1 + (unit == Unit.EPOCH ? clock.epoch() : clock.step());
      return k / Math.sqrt(time) * initial;
    }
  }

  /// `initial · factor^⌊epoch / every⌋`
  record Staircase(double initial, double factor, int every) implements Schedule {
    /// Checks the numbers.
    public Staircase {
      Ranges.requireFinite("staircase", "initial", initial);
      Ranges.requirePositive("staircase", "factor", factor);
      Ranges.requirePositive("staircase", "every", every);
    }

    @Override
    public double at(Clock clock) {
      return initial * Math.pow(factor, Math.floorDiv(clock.epoch(), every));
    }
  }

  /// `initial · factor^(number of listed epochs that have begun)`
  record StaircaseAt(double initial, double factor, List<Integer> epochs) implements Schedule {
    /// Checks the numbers.
    public StaircaseAt {
      epochs = List.copyOf(epochs);
      Ranges.requireFinite("staircaseAt", "initial", initial);
      Ranges.requirePositive("staircaseAt", "factor", factor);
    }

    @Override
    public double at(Clock clock) {
      return initial * Math.pow(factor, epochs.stream().filter(e -> clock.epoch() >= e).count());
    }
  }

  /// `before` until `step`, `value` from there on
  record Changed(Schedule before, long step, double value) implements Schedule {
    /// Checks the value.
    public Changed {
      Ranges.requireFinite("changedAt", "value", value);
    }

    @Override
    public double at(Clock clock) {
      return clock.step() < step ? before.at(clock) : value;
    }
  }

  /// `before` until `epoch`, then as `how` says up to `planned`
  record Extended(Schedule before, long epoch, long planned, Extension how) implements Schedule {
    /// Checks the epochs.
    public Extended {
      if (epoch < 1 || planned <= epoch) {
        throw new IllegalArgumentException(
            "extendedAt: expected 1 <= epoch < planned, but got epoch=%d and planned=%d"
                .formatted(epoch, planned));
      }
    }

    /// What came before goes on to see the plan that it was made for.
    @Override
    public double at(Clock clock) {
      Clock old = clock.planned(epoch);
      return clock.epoch() < epoch ? before.at(old) : before.at(earlier(old));
    }

    private Clock earlier(Clock clock) {
      long first = epoch * clock.stepsPerEpoch();
      return switch (how) {
        case STRETCH -> clock.movedTo(clock.step() * epoch / planned);
        case HOLD -> clock.movedTo(first - 1);
        case APPEND -> clock.movedTo(clock.step() - first);
      };
    }
  }

  private static double passed(Span every, boolean isStaircase, Clock clock) {
    double passed = every.passed(clock);
    return isStaircase ? Math.floor(passed) : passed;
  }
}
