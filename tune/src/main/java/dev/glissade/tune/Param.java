package dev.glissade.tune;

import java.util.List;
import java.util.OptionalInt;

/// A hyper-parameter: which values it may have, and on which scale they are equally likely.
///
/// Each has a coordinate `u` in `[0, 1]`, in which every sampler works: `at(u)` is the value,
/// `unit(value)` the coordinate, so that `at(unit(v))` is `v`. Where there are finitely many values
/// each has a cell, and `unit` is inside it; of all but `LogWhole` the cells have equal widths and
/// `unit` is the middle.
public sealed interface Param {
  /// The most values that a discrete parameter may have, so that cells stay exact.
  long MOST_VALUES = 1 << 24;

  /// The value at a coordinate; coordinates outside of `[0, 1]` count as the nearer end.
  Value at(double unit);

  /// The coordinate of a value.
  ///
  /// @throws IllegalArgumentException if the parameter cannot have the value
  double unit(Value value);

  /// How many values there are; empty for a continuum.
  OptionalInt count();

  /// Whether the parameter can have the value.
  boolean contains(Value value);

  /// Whether the values have no order.
  default boolean isUnordered() {
    return false;
  }

  /// A real number, uniform in `[low, high]`: `low + (high − low) u`.
  record Uniform(double low, double high) implements Param {
    /// Checks the ends.
    public Uniform {
      Ends.check("uniform", low <= high, low, high);
    }

    @Override
    public Value at(double unit) {
      double clipped = Math.clamp(unit, 0, 1);
      return Value.of(Math.clamp(low + (high - low) * clipped, low, high));
    }

    @Override
    public double unit(Value value) {
      double number = Ends.real(this, value);
      return low == high ? 0.5 : (number - low) / (high - low);
    }

    @Override
    public OptionalInt count() {
      return low == high ? OptionalInt.of(1) : OptionalInt.empty();
    }

    @Override
    public boolean contains(Value value) {
      return value instanceof Value.Real(double number) && number >= low && number <= high;
    }
  }

  /// A positive real number, uniform in its logarithm: `exp(ln low + u (ln high − ln low))`. The
  /// scale of learning rates.
  record Log(double low, double high) implements Param {
    /// Checks the ends.
    public Log {
      Ends.check("log", low > 0 && low <= high, low, high);
    }

    @Override
    public Value at(double unit) {
      double clipped = Math.clamp(unit, 0, 1);
      return Value.of(Math.clamp(low * Math.exp(clipped * Math.log(high / low)), low, high));
    }

    @Override
    public double unit(Value value) {
      double number = Ends.real(this, value);
      return low == high ? 0.5 : Math.log(number / low) / Math.log(high / low);
    }

    @Override
    public OptionalInt count() {
      return low == high ? OptionalInt.of(1) : OptionalInt.empty();
    }

    @Override
    public boolean contains(Value value) {
      return value instanceof Value.Real(double number) && number >= low && number <= high;
    }
  }

  /// A number below one whose distance to one is uniform in its logarithm; the scale of the β of
  /// averages: `1 − (1 − low) exp(u ln((1 − high) / (1 − low)))`. Half of `[0.9, 0.999]` is below
  /// 0.99. (The "reverse log" of Vizier and KerasTuner mirrors the logarithm instead.)
  record LogOneMinus(double low, double high) implements Param {
    /// Checks the ends.
    public LogOneMinus {
      Ends.check("log-one-minus", high < 1 && low <= high, low, high);
    }

    @Override
    public Value at(double unit) {
      double clipped = Math.clamp(unit, 0, 1);
      return Value.of(
          Math.clamp(
              1 - (1 - low) * Math.exp(clipped * Math.log((1 - high) / (1 - low))), low, high));
    }

    @Override
    public double unit(Value value) {
      double number = Ends.real(this, value);
      return low == high
          ? 0.5
          : Math.log((1 - number) / (1 - low)) / Math.log((1 - high) / (1 - low));
    }

    @Override
    public OptionalInt count() {
      return low == high ? OptionalInt.of(1) : OptionalInt.empty();
    }

    @Override
    public boolean contains(Value value) {
      return value instanceof Value.Real(double number) && number >= low && number <= high;
    }
  }

  /// A multiple of `step` above `low`, at most `high`, each as likely: `low + k · step`.
  record Stepped(double low, double high, double step) implements Param {
    /// Checks the ends and the step.
    public Stepped {
      Ends.check("stepped", low <= high, low, high);
      Ends.checkCount("stepped", step > 0, (high - low) / step + 1);
    }

    private int size() {
      // A high end that is a multiple up to rounding is one.
      return (int) Math.floor((high - low) / step + 1e-9) + 1;
    }

    private double number(int index) {
      return Math.min(low + index * step, high);
    }

    private int index(Value value) {
      if (!(value instanceof Value.Real(double number))) {
        return -1;
      }
      int index = (int) Math.clamp(Math.rint((number - low) / step), 0.0, size() - 1.0);
      return Math.abs(number(index) - number) <= 1e-9 * step ? index : -1;
    }

    @Override
    public Value at(double unit) {
      return Value.of(number(Ends.cell(unit, size())));
    }

    @Override
    public double unit(Value value) {
      return Ends.middle(index(value), size(), this, value);
    }

    @Override
    public OptionalInt count() {
      return OptionalInt.of(size());
    }

    @Override
    public boolean contains(Value value) {
      return index(value) >= 0;
    }
  }

  /// A whole number `low, low + step, …`, at most `high`, each as likely.
  record Whole(long low, long high, long step) implements Param {
    /// Checks the ends and the step.
    public Whole {
      Ends.check("whole", low <= high, low, high);
      Ends.checkCount("whole", step >= 1, ((double) high - low) / step + 1);
    }

    private int size() {
      return (int) ((high - low) / step) + 1;
    }

    private int index(Value value) {
      boolean isInside =
          value instanceof Value.Whole(long number)
              && number >= low
              && number <= high
              && (number - low) % step == 0;
      return isInside ? (int) ((((Value.Whole) value).number() - low) / step) : -1;
    }

    @Override
    public Value at(double unit) {
      return Value.of(low + step * Ends.cell(unit, size()));
    }

    @Override
    public double unit(Value value) {
      return Ends.middle(index(value), size(), this, value);
    }

    @Override
    public OptionalInt count() {
      return OptionalInt.of(size());
    }

    @Override
    public boolean contains(Value value) {
      return index(value) >= 0;
    }
  }

  /// A whole number of at least 1, uniform in the logarithm of `[low − ½, high + ½]`, rounded.
  record LogWhole(long low, long high) implements Param {
    /// Checks the ends.
    public LogWhole {
      Ends.check("log-whole", low >= 1 && low <= high, low, high);
      Ends.checkCount("log-whole", true, (double) high - low + 1);
    }

    @Override
    public Value at(double unit) {
      double number = (low - 0.5) * Math.exp(Math.clamp(unit, 0, 1) * width());
      return Value.of(Math.clamp(Math.round(number), low, high));
    }

    @Override
    public double unit(Value value) {
      if (!(value instanceof Value.Whole(long number)) || !contains(value)) {
        throw Ends.outside(this, value);
      }
      return Math.log(number / (low - 0.5)) / width();
    }

    private double width() {
      return Math.log((high + 0.5) / (low - 0.5));
    }

    @Override
    public OptionalInt count() {
      return OptionalInt.of((int) (high - low + 1));
    }

    @Override
    public boolean contains(Value value) {
      return value instanceof Value.Whole(long number) && number >= low && number <= high;
    }
  }

  /// A power of two in `[low, high]`, each as likely; both ends are powers of two.
  record PowerOfTwo(long low, long high) implements Param {
    /// Checks the ends.
    public PowerOfTwo {
      boolean isPower = Long.bitCount(low) == 1 && Long.bitCount(high) == 1 && low > 0;
      Ends.check("power-of-two", isPower && low <= high, low, high);
    }

    private int size() {
      return Long.numberOfTrailingZeros(high) - Long.numberOfTrailingZeros(low) + 1;
    }

    private int index(Value value) {
      boolean isInside =
          value instanceof Value.Whole(long number)
              && number >= low
              && number <= high
              && Long.bitCount(number) == 1;
      return isInside
          ? Long.numberOfTrailingZeros(((Value.Whole) value).number())
              - Long.numberOfTrailingZeros(low)
          : -1;
    }

    @Override
    public Value at(double unit) {
      return Value.of(low << Ends.cell(unit, size()));
    }

    @Override
    public double unit(Value value) {
      return Ends.middle(index(value), size(), this, value);
    }

    @Override
    public OptionalInt count() {
      return OptionalInt.of(size());
    }

    @Override
    public boolean contains(Value value) {
      return index(value) >= 0;
    }
  }

  /// One of several words without an order.
  record Choice(List<String> words) implements Param {
    /// Copies and checks the words.
    public Choice {
      words = Ends.words("choice", words);
    }

    private int index(Value value) {
      return value instanceof Value.Word(String text) ? words.indexOf(text) : -1;
    }

    @Override
    public Value at(double unit) {
      return Value.of(words.get(Ends.cell(unit, words.size())));
    }

    @Override
    public double unit(Value value) {
      return Ends.middle(index(value), words.size(), this, value);
    }

    @Override
    public OptionalInt count() {
      return OptionalInt.of(words.size());
    }

    @Override
    public boolean contains(Value value) {
      return index(value) >= 0;
    }

    @Override
    public boolean isUnordered() {
      return true;
    }
  }

  /// One of several words in an order, neighbours being alike.
  record Ordinal(List<String> words) implements Param {
    /// Copies and checks the words.
    public Ordinal {
      words = Ends.words("ordinal", words);
    }

    private int index(Value value) {
      return value instanceof Value.Word(String text) ? words.indexOf(text) : -1;
    }

    @Override
    public Value at(double unit) {
      return Value.of(words.get(Ends.cell(unit, words.size())));
    }

    @Override
    public double unit(Value value) {
      return Ends.middle(index(value), words.size(), this, value);
    }

    @Override
    public OptionalInt count() {
      return OptionalInt.of(words.size());
    }

    @Override
    public boolean contains(Value value) {
      return index(value) >= 0;
    }
  }

  /// Always the same value.
  record Fixed(Value value) implements Param {
    @Override
    public Value at(double unit) {
      return value;
    }

    @Override
    public double unit(Value other) {
      return Ends.middle(contains(other) ? 0 : -1, 1, this, other);
    }

    @Override
    public OptionalInt count() {
      return OptionalInt.of(1);
    }

    @Override
    public boolean contains(Value other) {
      return value.equals(other);
    }
  }
}
