package dev.glissade.optim;

/// `high · (1 - cos(2π · log₂(1 + (2^cycles - 1) · t))) / 2` with `t` the finished share of the
/// plan: cycles that become longer, from 0 to 0. With 4 it is the coslog4 of RealMLP (Holzmüller
/// et al. 2024).
public record LogCosine(double high, int cycles) implements Schedule {
  /// Checks the numbers.
  public LogCosine {
    Ranges.requireFinite("logCosine", "high", high);
    if (cycles < 1 || cycles > 30) {
      throw new IllegalArgumentException(
          "logCosine: expected 1 <= cycles <= 30, but got " + cycles);
    }
  }

  @Override
  public double at(Clock clock) {
    double growth = (1L << cycles) - 1;
    double phase = Math.log1p(growth * clock.fraction()) / Math.log(2);
    return high * (1 - Math.cos(2 * Math.PI * phase)) / 2;
  }
}
