package dev.glissade.tune.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// From data to picture along one axis: `low` is drawn at `from`, `high` at `to`.
///
/// @param low the first value; its decimal logarithm where the axis is logarithmic
/// @param high the last value, likewise
public record Axis(double low, double high, double from, double to, boolean isLogarithmic) {
  private static final double LOGARITHMIC_FROM = 100;
  private static final int MOST_TICKS = 10;

  /// Differences below this share of the values are rounding and not a curve.
  private static final double ROUNDING = 1e-9;

  /// An axis from the smallest value to the largest.
  static Axis tight(double[] values, double from, double to) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(1);
    return new Axis(low, high > low ? high : low + 1, from, to, false);
  }

  /// An axis with a margin, which does not cross zero; logarithmic where positive values span more
  /// than two powers of ten.
  static Axis loose(double[] values, double from, double to) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(1);
    if (low > 0 && high / low > LOGARITHMIC_FROM) {
      return new Axis(Math.log10(low), Math.log10(high), from, to, true);
    }
    double size = Math.max(Math.abs(low), Math.abs(high));
    boolean isConstant = high - low <= ROUNDING * size;
    double margin = isConstant ? (size == 0 ? 1 : size * 0.5) : (high - low) * 0.05;
    double floor = low >= 0 && low - margin < 0 ? 0 : low - margin;
    return new Axis(floor, high + margin, from, to, false);
  }

  /// Where a value is drawn.
  double at(double value) {
    double v = isLogarithmic ? Math.log10(value) : value;
    return from + (v - low) / (high - low) * (to - from);
  }

  /// Round values on the axis.
  List<Double> ticks() {
    return isLogarithmic ? powers() : multiples();
  }

  /// Powers of ten, not too many.
  private List<Double> powers() {
    int every = Math.max(1, (int) Math.ceil((high - low) / MOST_TICKS));
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.ceil(low - 1e-9); power <= high + 1e-9; power += every) {
      ticks.add(Math.pow(10, power));
    }
    return ticks;
  }

  /// Multiples of a round number. They are counted: adding up could stand still where the step
  /// drowns in the value.
  private List<Double> multiples() {
    double step = roundStep((high - low) / 6);
    double first = Math.ceil(low / step - 1e-9);
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i < MOST_TICKS && (first + i) * step <= high + 1e-9 * step; i++) {
      ticks.add((first + i) * step);
    }
    return ticks;
  }

  private static double roundStep(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    double rounded = digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10;
    return rounded * power;
  }

  /// A number for people: up to six digits, thousands set apart.
  public static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e7) {
      return String.format(Locale.ROOT, "%,d", (long) value).replace(',', '\u2009');
    }
    String[] parts = String.format(Locale.ROOT, "%.6g", value).split("e");
    String digits = parts[0].replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
    return parts.length == 1 ? digits : digits + "e" + Integer.parseInt(parts[1]);
  }
}
