package dev.glissade.tune;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;

/// A hyper-parameter: which values it may have, and on which scale they are equally likely.
///
/// Each has a coordinate `u` in `[0, 1]`, in which every sampler works: `at(u)` is the value,
/// `unit(value)` the coordinate, so that `at(unit(v))` is `v`, in a continuum up to rounding. Where
/// there are finitely many values each has a cell, and `unit` is inside it; the cells have equal
/// widths and `unit` is the middle, except for `LogWhole`.
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

  /// A parameter that can have all real numbers between its ends.
  sealed interface Continuous extends Param {
    /// The smallest value.
    double low();

    /// The largest value.
    double high();

    @Override
    default OptionalInt count() {
      return low() == high() ? OptionalInt.of(1) : OptionalInt.empty();
    }

    @Override
    default boolean contains(Value value) {
      return value instanceof Value.Real(double number) && number >= low() && number <= high();
    }
  }

  /// A parameter with finitely many values, which have indices from 0.
  sealed interface Finite extends Param {
    /// How many values there are.
    int size();

    /// The value at an index.
    Value value(int index);

    /// The index of a value; −1 if the parameter cannot have it.
    int index(Value value);

    @Override
    default Value at(double unit) {
      return value(Ends.cell(unit, size()));
    }

    @Override
    default double unit(Value value) {
      return Ends.middle(index(value), size(), this, value);
    }

    @Override
    default OptionalInt count() {
      return OptionalInt.of(size());
    }

    @Override
    default boolean contains(Value value) {
      return index(value) >= 0;
    }
  }

  /// A real number, uniform in `[low, high]`: `low + (high − low) u`.
  record Uniform(double low, double high) implements Continuous {
    /// Checks the ends.
    public Uniform {
      Ends.check("uniform", low <= high && Double.isFinite(high - low), low, high);
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
  }

  /// A positive real number, uniform in its logarithm: `exp(ln low + u (ln high − ln low))`. The
  /// scale of learning rates.
  record Log(double low, double high) implements Continuous {
    /// Checks the ends.
    public Log {
      Ends.check("log", low > 0 && low <= high && Double.isFinite(high / low), low, high);
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
  }

  /// A number below one whose distance to one is uniform in its logarithm; the scale of the β of
  /// averages: `1 − (1 − low) exp(u ln((1 − high) / (1 − low)))`. Half of `[0.9, 0.999]` is below
  /// 0.99. (The "reverse log" of Vizier and KerasTuner mirrors the logarithm instead.)
  record LogOneMinus(double low, double high) implements Continuous {
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
  }

  /// A multiple of `step` above `low`, at most `high`, each as likely: `low + k · step`,
  /// computed in decimals, so that the third of 0.1, 0.2, … is 0.3.
  record Stepped(double low, double high, double step) implements Finite {
    /// Checks the ends and the step.
    public Stepped {
      Ends.check("stepped", low <= high, low, high);
      Ends.checkCount("stepped", step > 0, (high - low) / step + 1);
    }

    @Override
    public int size() {
      // A high end that is a multiple up to rounding is one.
      return (int) Math.floor((high - low) / step * (1 + 1e-12) + 1e-9) + 1;
    }

    private double number(int index) {
      var above = BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(index));
      return Math.min(BigDecimal.valueOf(low).add(above).doubleValue(), high);
    }

    @Override
    public Value value(int index) {
      return Value.of(number(index));
    }

    @Override
    public int index(Value value) {
      if (!(value instanceof Value.Real(double number))) {
        return -1;
      }
      int index = (int) Math.clamp(Math.rint((number - low) / step), 0.0, size() - 1.0);
      return Math.abs(number(index) - number) <= 1e-9 * step ? index : -1;
    }
  }

  /// A whole number `low, low + step, …`, at most `high`, each as likely; the ends are at most 2⁵³
  /// in size.
  record Whole(long low, long high, long step) implements Finite {
    /// Checks the ends and the step.
    public Whole {
      boolean isExact = Math.abs(low) <= 1L << 53 && Math.abs(high) <= 1L << 53;
      Ends.check("whole", isExact && low <= high, low, high);
      Ends.checkCount("whole", step >= 1, ((double) high - low) / step + 1);
    }

    @Override
    public int size() {
      return (int) ((high - low) / step) + 1;
    }

    @Override
    public Value value(int index) {
      return Value.of(low + step * index);
    }

    @Override
    public int index(Value value) {
      boolean isInside =
          value instanceof Value.Whole(long number)
              && number >= low
              && number <= high
              && (number - low) % step == 0;
      return isInside ? (int) ((((Value.Whole) value).number() - low) / step) : -1;
    }
  }

  /// A whole number from 1 to 2⁴⁸, uniform in the logarithm of `[low − ½, high + ½]`, rounded.
  record LogWhole(long low, long high) implements Finite {
    /// Checks the ends.
    public LogWhole {
      Ends.check("log-whole", low >= 1 && low <= high && high <= 1L << 48, low, high);
      Ends.checkCount("log-whole", true, (double) high - low + 1);
    }

    @Override
    public int size() {
      return (int) (high - low + 1);
    }

    @Override
    public Value value(int index) {
      return Value.of(low + index);
    }

    @Override
    public int index(Value value) {
      return value instanceof Value.Whole(long number) && number >= low && number <= high
          ? (int) (number - low)
          : -1;
    }

    @Override
    public Value at(double unit) {
      double number = (low - 0.5) * Math.exp(Math.clamp(unit, 0, 1) * width());
      return Value.of(Math.clamp(Math.round(number), low, high));
    }

    @Override
    public double unit(Value value) {
      int index = index(value);
      if (index < 0) {
        throw Ends.outside(this, value);
      }
      return Math.log((low + index) / (low - 0.5)) / width();
    }

    private double width() {
      return Math.log((high + 0.5) / (low - 0.5));
    }
  }

  /// A power of two in `[low, high]`, each as likely; both ends are powers of two.
  record PowerOfTwo(long low, long high) implements Finite {
    /// Checks the ends.
    public PowerOfTwo {
      boolean isPower = Long.bitCount(low) == 1 && Long.bitCount(high) == 1 && low > 0;
      Ends.check("power-of-two", isPower && low <= high, low, high);
    }

    @Override
    public int size() {
      return Long.numberOfTrailingZeros(high) - Long.numberOfTrailingZeros(low) + 1;
    }

    @Override
    public Value value(int index) {
      return Value.of(low << index);
    }

    @Override
    public int index(Value value) {
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
  }

  /// One of several words without an order.
  record Choice(List<String> words) implements Finite {
    /// Copies and checks the words.
    public Choice {
      words = Ends.words("choice", words);
    }

    @Override
    public int size() {
      return words.size();
    }

    @Override
    public Value value(int index) {
      return Value.of(words.get(index));
    }

    @Override
    public int index(Value value) {
      return value instanceof Value.Word(String text) ? words.indexOf(text) : -1;
    }

    @Override
    public boolean isUnordered() {
      return true;
    }
  }

  /// One of several words in an order, neighbours being alike.
  record Ordinal(List<String> words) implements Finite {
    /// Copies and checks the words.
    public Ordinal {
      words = Ends.words("ordinal", words);
    }

    @Override
    public int size() {
      return words.size();
    }

    @Override
    public Value value(int index) {
      return Value.of(words.get(index));
    }

    @Override
    public int index(Value value) {
      return value instanceof Value.Word(String text) ? words.indexOf(text) : -1;
    }
  }

  /// Always the same value.
  record Fixed(Value value) implements Finite {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public Value value(int index) {
      return value;
    }

    @Override
    public int index(Value other) {
      return value.equals(other) ? 0 : -1;
    }
  }
}
