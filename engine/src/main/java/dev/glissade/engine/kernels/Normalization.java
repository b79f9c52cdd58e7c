package dev.glissade.engine.kernels;

/// Batch normalisation over a tensor seen as `[outer, channels, inner]` (`inner` is 1 for a matrix,
/// positions for images).
///
/// `moments` is `[3, channels]`: the mean rounded to float, the rest of the mean (mean = first +
/// second to about 48 bits), and the biased variance, found in two passes. `sums` is
/// `[2, channels]`: `Σ dy` and `Σ dy·x̂`.
public interface Normalization {
  /// Fills `moments` for channels `[from, to)`.
  void moments(
      float[] moments, int momentsAt, float[] x, int xAt, Extents extents, int from, int to);

  /// `y = gamma · (x - mean) / √(variance + epsilon) + beta` for the parts `[from, to)` of
  /// `Extents.parts`.
  void normalize(
      float[] y,
      int yAt,
      float[] x,
      int xAt,
      float[] moments,
      int momentsAt,
      float[] gamma,
      int gammaAt,
      float[] beta,
      int betaAt,
      double epsilon,
      Extents extents,
      int from,
      int to);

  /// Fills `sums` for channels `[from, to)`, with `x̂ = (x - mean) / √(variance + epsilon)`.
  void sums(
      float[] sums,
      int sumsAt,
      float[] dy,
      int dyAt,
      float[] x,
      int xAt,
      float[] moments,
      int momentsAt,
      double epsilon,
      Extents extents,
      int from,
      int to);

  /// `dx = gamma / (n √(variance + epsilon)) · (n·dy - Σdy - x̂·Σ(dy·x̂))` with
  /// `n = outer · inner`, for the parts `[from, to)` of `Extents.parts`.
  void gradient(
      float[] dx,
      int dxAt,
      float[] dy,
      int dyAt,
      float[] x,
      int xAt,
      float[] moments,
      int momentsAt,
      float[] sums,
      int sumsAt,
      float[] gamma,
      int gammaAt,
      double epsilon,
      Extents extents,
      int from,
      int to);

  /// The three extents of the view.
  record Extents(int outer, int channels, int inner) {
    /// Whether work is divided by channels, as where rows of a layer normalisation are channels of
    /// a single outer index; otherwise by outer indices.
    public boolean isDividedByChannels() {
      return outer == 1 && inner > 1;
    }

    /// The channels or outer indices by which work is divided.
    public int parts() {
      return isDividedByChannels() ? channels : outer;
    }

    /// The number of values of one channel.
    public int count() {
      return outer * inner;
    }
  }
}
