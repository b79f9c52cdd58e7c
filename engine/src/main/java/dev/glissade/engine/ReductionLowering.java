package dev.glissade.engine;

import dev.glissade.engine.kernels.Reductions;
import java.util.List;

/// Turns sums, maxima and norms into tasks. A long row is cut into pieces of a fixed length whose
/// results are combined in order, so that the bits do not depend on the number of threads.
final class ReductionLowering {
  private static final int PIECE = 16_384;

  private ReductionLowering() {}

  /// Reduces the middle of `[outer, middle, inner]`.
  static List<ThreadTeam.Task> reduce(
      Reductions kernels,
      boolean isSum,
      Memory.View y,
      Memory.View x,
      int outer,
      int middle,
      int inner) {
    if (inner == 1 && outer == 1 && middle > 2 * PIECE) {
      return longRow(kernels, isSum, y, x, middle);
    }
    if (inner == 1) {
      RangeTask.Body body =
          (from, to, _) ->
              rows(kernels, isSum, y.array(), y.at(), x.array(), x.at(), middle, from, to);
      return List.of(RangeTask.of(outer, middle, 16, body));
    }
    if (outer == 1) {
      RangeTask.Body body =
          (from, to, _) ->
              columns(
                  kernels, isSum, y.array(), y.at(), x.array(), x.at(), middle, inner, from, to);
      return List.of(RangeTask.of(inner, middle, RangeTask.BAND, body));
    }
    RangeTask.Body blocks =
        (from, to, _) -> {
          for (int i = from; i < to; i++) {
            int at = x.at() + i * middle * inner;
            int out = y.at() + i * inner;
            columns(kernels, isSum, y.array(), out, x.array(), at, middle, inner, 0, inner);
          }
        };
    return List.of(RangeTask.of(outer, (long) middle * inner, 1, blocks));
  }

  private static void rows(
      Reductions kernels,
      boolean isSum,
      float[] y,
      int yAt,
      float[] x,
      int xAt,
      int columns,
      int from,
      int to) {
    if (isSum) {
      kernels.sumRows(y, yAt, x, xAt, columns, from, to);
    } else {
      kernels.maxRows(y, yAt, x, xAt, columns, from, to);
    }
  }

  private static void columns(
      Reductions kernels,
      boolean isSum,
      float[] y,
      int yAt,
      float[] x,
      int xAt,
      int rows,
      int columns,
      int from,
      int to) {
    if (isSum) {
      kernels.sumColumns(y, yAt, x, xAt, rows, columns, from, to);
    } else {
      kernels.maxColumns(y, yAt, x, xAt, rows, columns, from, to);
    }
  }

  private static List<ThreadTeam.Task> longRow(
      Reductions kernels, boolean isSum, Memory.View y, Memory.View x, int length) {
    int pieces = Math.ceilDiv(length, PIECE);
    float[] partial = new float[pieces];
    RangeTask first =
        RangeTask.of(
            pieces,
            PIECE,
            1,
            (from, to, _) -> {
              for (int i = from; i < to; i++) {
                int size = Math.min(PIECE, length - i * PIECE);
                rows(kernels, isSum, partial, i, x.array(), x.at() + i * PIECE, size, 0, 1);
              }
            });
    RangeTask second =
        RangeTask.whole(() -> rows(kernels, isSum, y.array(), y.at(), partial, 0, pieces, 0, 1));
    return List.of(first, second);
  }

  /// The Euclidean norm of several tensors together, accumulated in double.
  static List<ThreadTeam.Task> norm(
      Reductions kernels, Memory.View y, List<Memory.View> parts, int[] sizes) {
    int pieces = 0;
    for (int size : sizes) {
      pieces += Math.ceilDiv(size, PIECE);
    }
    Memory.View[] views = new Memory.View[pieces];
    int[] lengths = new int[pieces];
    int index = 0;
    for (int i = 0; i < sizes.length; i++) {
      for (int from = 0; from < sizes[i]; from += PIECE) {
        views[index] = parts.get(i).plus(from);
        lengths[index++] = Math.min(PIECE, sizes[i] - from);
      }
    }
    double[] squares = new double[pieces];
    RangeTask first =
        RangeTask.of(
            pieces,
            sizes.length == 0 ? 1 : PIECE,
            1,
            (from, to, _) -> {
              for (int i = from; i < to; i++) {
                squares[i] = kernels.sumOfSquares(views[i].array(), views[i].at(), lengths[i]);
              }
            });
    RangeTask second =
        RangeTask.whole(
            () -> {
              double sum = 0;
              for (double square : squares) {
                sum += square;
              }
              y.array()[y.at()] = (float) Math.sqrt(sum);
            });
    return List.of(first, second);
  }
}
