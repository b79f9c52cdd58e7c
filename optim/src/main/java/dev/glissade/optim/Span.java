package dev.glissade.optim;

/// A length of training time: so many steps, epochs, or a share of the whole plan.
public record Span(double length, Unit unit) {
  /// Nothing at all: the beginning.
  public static final Span NONE = Span.steps(0);

  /// Everything that is planned.
  public static final Span WHOLE = Span.share(1);

  /// What time is counted in.
  public enum Unit {
    /// Updates.
    STEP,
    /// Passes over the data.
    EPOCH,
    /// The whole plan, which is 1.
    SHARE
  }

  /// Checks the length.
  public Span {
    if (!(length >= 0 && length <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "span: expected a finite length of at least 0, but got " + length);
    }
  }

  /// So many updates; a fraction is allowed where frameworks allow it.
  public static Span steps(double count) {
    return new Span(count, Unit.STEP);
  }

  /// So many passes over the data.
  public static Span epochs(double count) {
    return new Span(count, Unit.EPOCH);
  }

  /// A share of the plan, 0 to 1.
  public static Span share(double share) {
    return new Span(share, Unit.SHARE);
  }

  /// The length in steps, under the plan of `clock`.
  public double inSteps(Clock clock) {
    return switch (unit) {
      case STEP -> length;
      case EPOCH -> length * clock.stepsPerEpoch();
      case SHARE -> length * clock.stepsPerEpoch() * clock.plannedEpochs();
    };
  }

  /// How many times the span has passed, with fractions.
  double passed(Clock clock) {
    return switch (unit) {
      case STEP -> clock.step() / length;
      case EPOCH -> (clock.epoch() + (double) clock.batch() / clock.stepsPerEpoch()) / length;
      case SHARE -> clock.fraction() / length;
    };
  }
}
