package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Means over `rows x columns` parts of an image of any size: `x [batch, channels, height, width]
/// -> y [batch, channels, rows, columns]`. Part `i` of an axis goes from `⌊i · extent / parts⌋` to
/// `⌈(i + 1) · extent / parts⌉`, so parts may overlap. PyTorch: `AdaptiveAvgPool2d`.
public record AdaptiveAveragePool(int rows, int columns) implements Layer {
  /// Checks the numbers.
  public AdaptiveAveragePool {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "AdaptiveAveragePool: rows and columns must be positive, but got rows=%d, columns=%d"
              .formatted(rows, columns));
    }
  }

  /// So many rows and columns.
  public static AdaptiveAveragePool of(int rows, int columns) {
    return new AdaptiveAveragePool(rows, columns);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Windows.checkImages("adaptiveAveragePool", x);
    return averaged(averaged(x, columns).transpose(0, 1, 3, 2), rows).transpose(0, 1, 3, 2);
  }

  /// Means over parts of the last axis: a product with a fixed matrix.
  private static Tensor averaged(Tensor x, int parts) {
    int extent = x.shape().extent(-1);
    List<Double> weights = new ArrayList<>();
    for (int i = 0; i < extent; i++) {
      for (int part = 0; part < parts; part++) {
        int from = part * extent / parts;
        int to = Math.ceilDiv((part + 1) * extent, parts);
        weights.add(i >= from && i < to ? 1.0 / (to - from) : 0.0);
      }
    }
    Tensor matrix = x.graph().literal(Shape.of(extent, parts), weights);
    Tensor flat = x.reshape(Shape.of(x.shape().size() / extent, extent));
    return flat.matMul(matrix).reshape(x.shape().with(-1, parts));
  }
}
