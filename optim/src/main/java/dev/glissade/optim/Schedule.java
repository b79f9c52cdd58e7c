package dev.glissade.optim;

import java.util.List;

/// A value over time: a pure function of the clock, so it needs no state and a resumed run goes on
/// exactly. Any hyper-parameter can have one.
///
/// Epochs count from 0 in `InverseTime`, `Exponential` and the staircases, from 1 in
/// `InverseSquareRoot`.
public sealed interface Schedule {
  /// The value for the step that begins at `clock`.
  double at(Clock clock);

  /// Always `value`.
  static Schedule constant(double value) {
    return new Constant(value);
  }

  /// `initial / (1 + decay · epoch)`; for 0.2 and decay 1: 0.2, 0.1, 0.0667, 0.05, 0.04.
  static Schedule inverseTime(double initial, double decay) {
    return new InverseTime(initial, decay);
  }

  /// `initial · base^epoch`; for 0.2 and 0.95: 0.2, 0.19, 0.1805, 0.171475, 0.16290125.
  static Schedule exponential(double initial, double base) {
    return new Exponential(initial, base);
  }

  /// `initial · k / √epoch`, epochs from 1; for 0.2 and k 1: 0.2, 0.1414, 0.1155, 0.1, 0.0894.
  static Schedule inverseSquareRoot(double initial, double k) {
    return new InverseSquareRoot(initial, k, InverseSquareRoot.Unit.EPOCH);
  }

  /// `initial · factor^⌊epoch / every⌋`; for 0.2, factor 0.5 and every 2: 0.2, 0.2, 0.1, 0.1, 0.05.
  static Schedule staircase(double initial, double factor, int every) {
    return new Staircase(initial, factor, every);
  }

  /// Multiplied by `factor` at each of the listed epochs; for 0.2, 0.5 and [1, 3]: 0.2, 0.1, 0.1,
  /// 0.05, 0.05.
  static Schedule staircaseAt(double initial, double factor, List<Integer> epochs) {
    return new StaircaseAt(initial, factor, epochs);
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
      requireFinite("constant", "value", value);
    }

    @Override
    public double at(Clock clock) {
      return value;
    }
  }

  /// `initial / (1 + decay · epoch)`
  record InverseTime(double initial, double decay) implements Schedule {
    /// Checks the numbers.
    public InverseTime {
      requireFinite("inverseTime", "initial", initial);
      requirePositive("inverseTime", "decay", decay);
    }

    @Override
    public double at(Clock clock) {
      return initial / (1 + decay * clock.epoch());
    }
  }

  /// `initial · base^epoch`
  record Exponential(double initial, double base) implements Schedule {
    /// Checks the numbers.
    public Exponential {
      requireFinite("exponential", "initial", initial);
      requirePositive("exponential", "base", base);
    }

    @Override
    public double at(Clock clock) {
      return initial * Math.pow(base, clock.epoch());
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
      requireFinite("inverseSquareRoot", "initial", initial);
      requirePositive("inverseSquareRoot", "k", k);
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
      requireFinite("staircase", "initial", initial);
      requirePositive("staircase", "factor", factor);
      requirePositive("staircase", "every", every);
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
      requireFinite("staircaseAt", "initial", initial);
      requirePositive("staircaseAt", "factor", factor);
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
      requireFinite("changedAt", "value", value);
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

    @Override
    public double at(Clock clock) {
      return clock.epoch() < epoch ? before.at(clock) : before.at(earlier(clock));
    }

    private Clock earlier(Clock clock) {
      long perEpoch = clock.stepsPerEpoch();
      long first = epoch * perEpoch;
      return switch (how) {
        case STRETCH -> moved(clock, clock.step() * epoch / planned);
        case HOLD -> moved(clock, first - 1);
        case APPEND -> moved(clock, clock.step() - first);
      };
    }

    private Clock moved(Clock clock, long step) {
      long perEpoch = clock.stepsPerEpoch();
      return new Clock(
          step, step / perEpoch, step % perEpoch, clock.samples(), perEpoch, clock.plannedEpochs());
    }
  }

  private static void requireFinite(String schedule, String name, double value) {
    if (!(value >= 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%s: expected a finite %s of at least 0, but got %s".formatted(schedule, name, value));
    }
  }

  private static void requirePositive(String schedule, String name, double value) {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%s: expected a positive %s, but got %s".formatted(schedule, name, value));
    }
  }
}
