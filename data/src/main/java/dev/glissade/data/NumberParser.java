package dev.glissade.data;

/// Decimal numbers from characters: `-12`, `3.5`, `.5`, `6.02e23`; nothing else, so neither `NaN`
/// nor `0x1p3` nor `1f`. Correctly rounded.
final class NumberParser {
  private static final long EXACT_MANTISSA = 1L << 53;
  private static final double[] POWERS = new double[23];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10; // exact up to 1e22
    }
  }

  private final char[] text;
  private final int to;
  private int at;
  private long mantissa;
  private int digits;
  private int exponent;
  private boolean exact = true;

  private NumberParser(char[] text, int from, int to) {
    this.text = text;
    this.at = from;
    this.to = to;
  }

  /// The number in `text[from, to)`, infinite if it is too large for a `double`; `NaN` if it is
  /// none.
  static double parse(char[] text, int from, int to) {
    NumberParser parser = new NumberParser(text, from, to);
    return parser.isNumber() ? parser.value(from) : Double.NaN;
  }

  private boolean isNumber() {
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    readDigits(false);
    if (at < to && text[at] == '.') {
      at++;
      readDigits(true);
    }
    if (digits == 0) {
      return false;
    }
    return at == to || (isExponent() && at == to);
  }

  private void readDigits(boolean afterPoint) {
    for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
      digits++;
      if (mantissa < EXACT_MANTISSA / 10) {
        mantissa = mantissa * 10 + (text[at] - '0');
        exponent -= afterPoint ? 1 : 0;
      } else {
        exact = false;
      }
    }
  }

  private boolean isExponent() {
    if (text[at] != 'e' && text[at] != 'E') {
      return false;
    }
    at++;
    boolean negative = at < to && text[at] == '-';
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    int start = at;
    int written = 0;
    for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
      written = Math.min(written * 10 + (text[at] - '0'), 100_000);
    }
    exponent += negative ? -written : written;
    return at > start;
  }

  /// A mantissa below 2⁵³ times or over an exact power of ten is rounded once, hence correctly.
  private double value(int from) {
    if (!exact || Math.abs(exponent) >= POWERS.length) {
      return Double.parseDouble(new String(text, from, to - from));
    }
    double magnitude = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
    return text[from] == '-' ? -magnitude : magnitude;
  }
}
