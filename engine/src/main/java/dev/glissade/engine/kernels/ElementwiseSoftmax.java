package dev.glissade.engine.kernels;

import java.util.Arrays;

/// Softmax over a provider's element-wise loops. A block of rows is turned on its side, so that
/// maxima and exponentials are long loops over neighbouring rows even where there are only a few
/// columns; sums are in double, column after column.
public final class ElementwiseSoftmax implements Softmax {
  private final Elementwise elementwise;
  private final ThreadLocal<Block> blocks = ThreadLocal.withInitial(Block::new);

  /// The loops, on those of `elementwise`; their only state is each thread's scratch.
  public ElementwiseSoftmax(Elementwise elementwise) {
    this.elementwise = elementwise;
  }

  /// Some rows, turned: the exponential of column `j` of row `i` is `e[j · rows + i]`.
  private final class Block {
    /// Floats that stay in a small first-level cache, unless a few rows need more.
    private static final int SIZE = 4_096;

    private static final int LEAST_ROWS = 8;
    private static final int MOST_ROWS = 256;

    private final float[] maximum = new float[MOST_ROWS];
    private final double[] sum = new double[MOST_ROWS];
    private final double[] weight = new double[MOST_ROWS];
    private float[] e = new float[SIZE];
    private int rows;
    private int columns;

    /// Takes as many of the `most` rows that begin at `x[at]` as fit, and says how many.
    int take(float[] x, int at, int most, int columns) {
      this.columns = columns;
      rows = Math.min(most, Math.clamp(SIZE / columns, LEAST_ROWS, MOST_ROWS));
      if (e.length < rows * columns) {
        e = new float[rows * columns];
      }
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          e[j * rows + i] = x[at + i * columns + j];
        }
      }
      Arrays.fill(maximum, 0, rows, Float.NEGATIVE_INFINITY);
      for (int j = 0; j < columns; j++) {
        elementwise.binary(BinaryFunction.MAXIMUM, maximum, 0, maximum, 0, e, j * rows, rows);
      }
      for (int j = 0; j < columns; j++) {
        elementwise.binary(BinaryFunction.SUBTRACT, e, j * rows, e, j * rows, maximum, 0, rows);
      }
      elementwise.unary(UnaryFunction.EXPONENTIAL, e, 0, e, 0, rows * columns);
      addUp();
      return rows;
    }

    private void addUp() {
      Arrays.fill(sum, 0, rows, 0);
      for (int j = 0; j < columns; j++) {
        int at = j * rows;
        for (int i = 0; i < rows; i++) {
          sum[i] += e[at + i];
        }
      }
    }

    /// `weight[i] = Σⱼ targets[i, j]`
    void weigh(float[] targets, int at) {
      Arrays.fill(weight, 0, rows, 0);
      for (int j = 0; j < columns; j++) {
        for (int i = 0; i < rows; i++) {
          weight[i] += targets[at + i * columns + j];
        }
      }
    }
  }

  @Override
  public void softmax(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
    if (columns == 0) {
      return;
    }
    Block block = blocks.get();
    int rows;
    for (int first = from; first < to; first += rows) {
      rows = block.take(x, xAt + first * columns, to - first, columns);
      for (int i = 0; i < rows; i++) {
        float scale = (float) (1 / block.sum[i]);
        int row = outAt + (first + i) * columns;
        for (int j = 0; j < columns; j++) {
          out[row + j] = block.e[j * rows + i] * scale;
        }
      }
    }
  }

  @Override
  public void logSoftmax(
      float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
    if (columns == 0) {
      return;
    }
    Block block = blocks.get();
    int rows;
    for (int first = from; first < to; first += rows) {
      rows = block.take(x, xAt + first * columns, to - first, columns);
      for (int i = 0; i < rows; i++) {
        float logSum = (float) Math.log(block.sum[i]);
        int row = (first + i) * columns;
        for (int j = row; j < row + columns; j++) {
          out[outAt + j] = x[xAt + j] - block.maximum[i] - logSum;
        }
      }
    }
  }

  @Override
  public void crossEntropy(
      float[] loss,
      int lossAt,
      float[] logits,
      int logitsAt,
      float[] targets,
      int targetsAt,
      int columns,
      int from,
      int to) {
    if (columns == 0) {
      Arrays.fill(loss, lossAt + from, lossAt + to, 0f);
      return;
    }
    Block block = blocks.get();
    int rows;
    for (int first = from; first < to; first += rows) {
      rows = block.take(logits, logitsAt + first * columns, to - first, columns);
      for (int i = 0; i < rows; i++) {
        double shift = block.maximum[i] + Math.log(block.sum[i]);
        int row = (first + i) * columns;
        double sum = 0;
        for (int j = row; j < row + columns; j++) {
          float target = targets[targetsAt + j];
          if (target != 0f) {
            sum -= target * (logits[logitsAt + j] - shift);
          }
        }
        loss[lossAt + first + i] = (float) sum;
      }
    }
  }

  @Override
  public void crossEntropyGradient(
      float[] dLogits,
      int dLogitsAt,
      float[] dLoss,
      int dLossAt,
      float[] logits,
      int logitsAt,
      float[] targets,
      int targetsAt,
      int columns,
      int from,
      int to) {
    if (columns == 0) {
      return;
    }
    Block block = blocks.get();
    int rows;
    for (int first = from; first < to; first += rows) {
      rows = block.take(logits, logitsAt + first * columns, to - first, columns);
      block.weigh(targets, targetsAt + first * columns);
      for (int i = 0; i < rows; i++) {
        int target = targetsAt + (first + i) * columns;
        int result = dLogitsAt + (first + i) * columns;
        float scale = (float) (block.weight[i] / block.sum[i]);
        float upstream = dLoss[dLossAt + first + i];
        for (int j = 0; j < columns; j++) {
          float p = block.e[j * rows + i] * scale;
          dLogits[result + j] = upstream * (p - targets[target + j]);
        }
      }
    }
  }
}
