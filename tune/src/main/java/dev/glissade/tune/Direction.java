package dev.glissade.tune;

/// Whether small or large values of a goal are good.
public enum Direction {
  /// Small is good.
  MINIMIZE(1),
  /// Large is good.
  MAXIMIZE(-1);

  private final int sign;

  Direction(int sign) {
    this.sign = sign;
  }

  /// The value as something to be made small: itself or its negative.
  public double loss(double value) {
    return sign * value;
  }
}
