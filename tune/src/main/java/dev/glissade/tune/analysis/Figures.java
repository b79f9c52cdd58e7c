package dev.glissade.tune.analysis;

import dev.glissade.tune.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/// Numbers for people.
public final class Figures {
  private static final int DIGITS = 4;
  private static final int SECONDS = 60;
  private static final int MINUTES = 60;
  private static final int DAY = 24;

  private Figures() {}

  /// A number to four digits, without zeros at its end: `0.9813`, `2.5e-5`, `1536`.
  public static String number(double value) {
    return rounded(value, DIGITS);
  }

  /// A number to so many digits; whole numbers below ten millions keep all of theirs.
  public static String rounded(double value, int digits) {
    if (value == Math.rint(value) && Math.abs(value) < 1e7) {
      return Long.toString((long) value);
    }
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < 7) {
      return exact.toPlainString();
    }
    return exact.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  /// The value of a parameter.
  public static String value(Value value) {
    return value instanceof Value.Real(double number) ? number(number) : value.toString();
  }

  /// A share in per cent: `71 %`; below ten with one decimal, and `< 0.1 %`, `> 99.9 %` for
  /// what is nearly none or all.
  public static String share(double share) {
    double percent = 100 * share;
    if (percent > 0 && percent < 0.05) {
      return "< 0.1 %";
    }
    if (percent > 99.95 && percent < 100) {
      return "> 99.9 %";
    }
    return String.format(
        Locale.ROOT, percent < 9.95 && percent > 0 ? "%.1f %%" : "%.0f %%", percent);
  }

  /// How long something takes: `12 s`, `3 min`, `2 h 5 min`, `3 d 4 h`.
  public static String time(Duration time) {
    double seconds = time.toMillis() / 1000.0;
    long minutes = Math.round(seconds / SECONDS);
    if (seconds < 2 * SECONDS) {
      return rounded(seconds, 2) + " s";
    }
    if (minutes < MINUTES) {
      return minutes + " min";
    }
    long hours = minutes / MINUTES;
    return hours < 2 * DAY
        ? hours + " h" + (minutes % MINUTES == 0 ? "" : " " + minutes % MINUTES + " min")
        : hours / DAY + " d" + (hours % DAY == 0 ? "" : " " + hours % DAY + " h");
  }
}
