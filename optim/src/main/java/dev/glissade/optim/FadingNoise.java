package dev.glissade.optim;

/// The standard deviation of noise that fades: `√(eta / (1 + t)^gamma)`, steps `t` from 0.
public record FadingNoise(double eta, double gamma) implements Schedule {
  /// Checks both numbers.
  public FadingNoise {
    Ranges.requirePositive("gradient-noise", "eta", eta);
    Ranges.requireFinite("gradient-noise", "gamma", gamma);
  }

  @Override
  public double at(Clock clock) {
    return Math.sqrt(eta / Math.pow(1.0 + clock.step(), gamma));
  }
}
