package dev.glissade.engine.kernels;

import dev.glissade.engine.kernels.MatMul.Epilogue;
import dev.glissade.engine.kernels.MatMul.Sizes;

/// One matrix product in plain Java.
///
/// C2 makes vectors of a loop whose arrays all have the same index: it need not ask then whether
/// what is written is read again, as it must when arrays may be one array at two offsets. So the
/// rows of one operand are laid out as arrays of their own, whose elements are called lanes here,
/// and the sums are collected in such arrays, four rows with four products each at a time: that is
/// seven times as fast as sums in local variables. Lanes are the columns of `c`, or its rows if
/// there are few columns.
///
/// Each element is a sum of chains of multiply-adds in the order of the summed index, `DEPTH` long
/// at most.
final class PlainProduct implements MatMul.Product {
  /// Length of the arrays: eight of them fill half of a small first-level cache.
  static final int MOST_LANES = 512;

  /// Rows of a tile.
  static final int MOST_ROWS = 32;

  private static final int LANES_MULTIPLE = 16;

  /// Columns that are too few to be lanes.
  private static final int FEW_COLUMNS = 24;

  private static final int ROWS = 4;
  private static final int DEPTH = 1024;

  /// Laid-out rows that stay in the second-level cache while all rows of a tile pass by.
  private static final int BLOCK = 128;

  /// Laid-out rows of a part of the packing phase; a cache line of a transposed operand.
  private static final int PACKED_ROWS = 16;

  private static final int TRANSPOSED = 32;

  private static final int TILES = 8;
  private static final long TILE_OPERATIONS = 500_000;

  private final Sizes sizes;
  private final Elementwise elementwise;
  private final ThreadLocal<float[][]> sums;

  /// Whether lanes are rows of `c`.
  private final boolean isTurned;

  private final int k;
  private final int rows;
  private final int lanes;
  private final int chunk;
  private final int chunks;
  private final int rowsPerTile;
  private final int depth;

  /// Row `p` of the lanes from `c · chunk` on is at `c · k + p`.
  private float[][] laid = {};

  /// A product, whose threads each find room for sums in `sums`.
  PlainProduct(Sizes sizes, Elementwise elementwise, ThreadLocal<float[][]> sums) {
    this.sizes = sizes;
    this.elementwise = elementwise;
    this.sums = sums;
    k = sizes.k();
    isTurned = sizes.n() < FEW_COLUMNS && sizes.n() < sizes.m();
    rows = isTurned ? sizes.n() : sizes.m();
    lanes = isTurned ? sizes.m() : sizes.n();
    int wanted = Math.clamp(sizes.operations() / TILE_OPERATIONS, 1, TILES);
    int least = Math.max(1, Math.ceilDiv(lanes, MOST_LANES));
    int parts = isTurned ? Math.max(least, wanted) : least;
    chunk = multiple(Math.ceilDiv(lanes, parts), LANES_MULTIPLE);
    chunks = Math.ceilDiv(lanes, chunk);
    int perTile = Math.ceilDiv(rows, Math.ceilDiv(wanted, Math.max(1, chunks)));
    rowsPerTile = isTurned ? MOST_ROWS : Math.min(MOST_ROWS, multiple(perTile, ROWS));
    depth = Math.max(1, Math.ceilDiv(k, Math.max(1, Math.ceilDiv(k, DEPTH))));
  }

  private static int multiple(int size, int of) {
    return Math.max(1, Math.ceilDiv(size, of)) * of;
  }

  @Override
  public int begin() {
    if (laid.length == 0) {
      laid = new float[chunks * k][];
      for (int i = 0; i < laid.length; i++) {
        laid[i] = new float[length(i / k)];
      }
    }
    return chunks == 0 ? 0 : Math.ceilDiv(k, PACKED_ROWS);
  }

  private int length(int c) {
    return Math.min(chunk, lanes - c * chunk);
  }

  @Override
  public void pack(int index, float[] a, int aAt, float[] b, int bAt) {
    int from = index * PACKED_ROWS;
    int to = Math.min(k, from + PACKED_ROWS);
    float[] x = isTurned ? a : b;
    int at = isTurned ? aAt : bAt;
    boolean isInRows = isTurned ? sizes.transposeLeft() : !sizes.transposeRight();
    for (int c = 0; c < chunks; c++) {
      if (isInRows) {
        for (int p = from; p < to; p++) {
          System.arraycopy(x, at + p * lanes + c * chunk, laid[c * k + p], 0, length(c));
        }
      } else {
        transpose(c, x, at + c * chunk * k, from, to);
      }
    }
  }

  /// Four rows at a time, in blocks whose cache lines stay until the last row has taken its element
  /// even where they lie at distances of powers of two.
  private void transpose(int c, float[] x, int at, int from, int to) {
    int length = length(c);
    for (int block = 0; block < length; block += TRANSPOSED) {
      int end = Math.min(length, block + TRANSPOSED);
      int p = from;
      for (; p + 4 <= to; p += 4) {
        int row = c * k + p;
        columns(laid[row], laid[row + 1], laid[row + 2], laid[row + 3], x, at + p, k, block, end);
      }
      for (; p < to; p++) {
        for (int j = block; j < end; j++) {
          laid[c * k + p][j] = x[at + j * k + p];
        }
      }
    }
  }

  private static void columns(
      float[] row0,
      float[] row1,
      float[] row2,
      float[] row3,
      float[] x,
      int at,
      int step,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      int i = at + j * step;
      row0[j] = x[i];
      row1[j] = x[i + 1];
      row2[j] = x[i + 2];
      row3[j] = x[i + 3];
    }
  }

  @Override
  public int tiles() {
    return chunks * Math.ceilDiv(rows, rowsPerTile);
  }

  @Override
  public void tile(
      int index, float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, Epilogue epilogue) {
    int part = index % chunks;
    int from = index / chunks * rowsPerTile;
    int to = Math.min(rows, from + rowsPerTile);
    float[] y = isTurned ? b : a;
    int yAt = isTurned ? bAt : aAt;
    float[][] own = sums.get();
    int begin = 0;
    do {
      int end = Math.min(k, begin + depth);
      for (int i = 0; i < Math.ceilDiv(to - from, ROWS) * ROWS; i++) {
        java.util.Arrays.fill(own[i], 0, length(part), 0f);
      }
      for (int p = begin; p < end; p += BLOCK) {
        int stop = Math.min(end, p + BLOCK);
        for (int i = from; i < to; i += ROWS) {
          addProducts(own, i - from, part, y, yAt, i, to - 1, p, stop);
        }
      }
      store(own, c, cAt, part, from, to, begin == 0, epilogue);
      begin = end;
    } while (begin < k);
    finish(c, cAt, part, from, to, epilogue);
  }

  /// Adds products `[p, stop)` of row `i` and the three after it; rows beyond the last one are
  /// computed as that, into sums that nobody reads.
  private void addProducts(
      float[][] own, int at, int part, float[] y, int yAt, int i, int last, int p, int stop) {
    boolean isInRows = isTurned ? sizes.transposeRight() : !sizes.transposeLeft();
    int row = isInRows ? k : 1;
    int step = isInRows ? 1 : rows;
    int y0 = yAt + i * row;
    int y1 = yAt + Math.min(i + 1, last) * row;
    int y2 = yAt + Math.min(i + 2, last) * row;
    int y3 = yAt + Math.min(i + 3, last) * row;
    int length = length(part);
    int x = part * k;
    int q = p;
    for (; q + 4 <= stop; q += 4) {
      int of = q * step;
      fourByFour(
          own[at],
          own[at + 1],
          own[at + 2],
          own[at + 3],
          laid[x + q],
          laid[x + q + 1],
          laid[x + q + 2],
          laid[x + q + 3],
          y,
          y0 + of,
          y1 + of,
          y2 + of,
          y3 + of,
          step,
          length);
    }
    for (; q < stop; q++) {
      int of = q * step;
      fourByOne(
          own[at],
          own[at + 1],
          own[at + 2],
          own[at + 3],
          laid[x + q],
          y[y0 + of],
          y[y1 + of],
          y[y2 + of],
          y[y3 + of],
          length);
    }
  }

  private static void fourByFour(
      float[] s0,
      float[] s1,
      float[] s2,
      float[] s3,
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float[] y,
      int y0,
      int y1,
      int y2,
      int y3,
      int step,
      int n) {
    float y00 = y[y0], y01 = y[y0 + step], y02 = y[y0 + 2 * step], y03 = y[y0 + 3 * step];
    float y10 = y[y1], y11 = y[y1 + step], y12 = y[y1 + 2 * step], y13 = y[y1 + 3 * step];
    float y20 = y[y2], y21 = y[y2 + step], y22 = y[y2 + 2 * step], y23 = y[y2 + 3 * step];
    float y30 = y[y3], y31 = y[y3 + step], y32 = y[y3 + 2 * step], y33 = y[y3 + 3 * step];
    for (int j = 0; j < n; j++) {
      float a = x0[j], b = x1[j], c = x2[j], d = x3[j];
      s0[j] = chain(y00, a, y01, b, y02, c, y03, d, s0[j]);
      s1[j] = chain(y10, a, y11, b, y12, c, y13, d, s1[j]);
      s2[j] = chain(y20, a, y21, b, y22, c, y23, d, s2[j]);
      s3[j] = chain(y30, a, y31, b, y32, c, y33, d, s3[j]);
    }
  }

  private static float chain(
      float y0, float x0, float y1, float x1, float y2, float x2, float y3, float x3, float sum) {
    float first = MultiplyAdd.of(y1, x1, MultiplyAdd.of(y0, x0, sum));
    return MultiplyAdd.of(y3, x3, MultiplyAdd.of(y2, x2, first));
  }

  private static void fourByOne(
      float[] s0,
      float[] s1,
      float[] s2,
      float[] s3,
      float[] x,
      float y0,
      float y1,
      float y2,
      float y3,
      int n) {
    for (int j = 0; j < n; j++) {
      float a = x[j];
      s0[j] = MultiplyAdd.of(y0, a, s0[j]);
      s1[j] = MultiplyAdd.of(y1, a, s1[j]);
      s2[j] = MultiplyAdd.of(y2, a, s2[j]);
      s3[j] = MultiplyAdd.of(y3, a, s3[j]);
    }
  }

  /// Writes sums to `c`: the first ones are added to the bias, later ones to what is there. Where
  /// there is no bias, a zero keeps its sign.
  private void store(
      float[][] own,
      float[] c,
      int cAt,
      int part,
      int from,
      int to,
      boolean isFirst,
      Epilogue epilogue) {
    int length = length(part);
    int n = sizes.n();
    for (int i = from; i < to; i++) {
      float[] sum = own[i - from];
      int at = cAt + (isTurned ? part * chunk * n + i : i * n + part * chunk);
      if (isTurned) {
        float bias = epilogue.hasBias() ? epilogue.bias()[epilogue.biasAt() + i] : -0f;
        for (int j = 0; j < length; j++) {
          c[at + j * n] = (isFirst ? bias : c[at + j * n]) + sum[j];
        }
      } else if (isFirst && !epilogue.hasBias()) {
        System.arraycopy(sum, 0, c, at, length);
      } else {
        float[] base = isFirst ? epilogue.bias() : c;
        int baseAt = isFirst ? epilogue.biasAt() + part * chunk : at;
        for (int j = 0; j < length; j++) {
          c[at + j] = base[baseAt + j] + sum[j];
        }
      }
    }
  }

  private void finish(float[] c, int cAt, int part, int from, int to, Epilogue epilogue) {
    if (!epilogue.hasFunction()) {
      return;
    }
    int n = sizes.n();
    if (isTurned) {
      epilogue.applyFunction(elementwise, c, cAt + part * chunk * n, length(part) * n);
      return;
    }
    for (int i = from; i < to; i++) {
      epilogue.applyFunction(elementwise, c, cAt + i * n + part * chunk, length(part));
    }
  }
}
